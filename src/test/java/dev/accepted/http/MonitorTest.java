package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accepted.dialect.Dialect;
import dev.accepted.engine.Activity;
import dev.accepted.engine.Dispatch;
import dev.accepted.engine.Estimates;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.Jobs;
import dev.accepted.job.Outlook;
import dev.accepted.job.TypeName;
import dev.accepted.job.TypicalDuration;
import dev.accepted.page.Pages;
import dev.accepted.page.Pages.Floor;
import dev.accepted.store.NoLogs;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MonitorTest {

    private static final Caller ADMIN = new Caller("Admin", Set.of(Caller.ADMIN));
    private static final Caller VIEWER = new Caller("viewer", Set.of(Caller.VIEWER));

    private final Addresses addresses = new Addresses("", null);
    private final RenderedJobs rendered =
            new RenderedJobs(addresses, new JobLinks(addresses, JobTypes.of(List.of())), "");

    private final InstantSource clock = () -> Jobs.STARTED_AT.plusSeconds(50);
    private final Dialect blank = blank(Dialect.class);

    /** Nothing can be drawn, so whatever is answered was not. */
    private static <T> T blank(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
            throw new UnsupportedOperationException("drawn");
        }));
    }

    private final Monitor monitor = new Monitor(new Desk(
            new Answers(
                    blank,
                    blank,
                    blank,
                    new Pages(
                            "",
                            new Floor(
                                    JobTypes.of(List.of()),
                                    new NoLogs(),
                                    blank(Dispatch.class),
                                    new InSevenSeconds(),
                                    new Activity(clock),
                                    null),
                            clock)),
            addresses,
            JobTypes.of(List.of()),
            rendered,
            new InSevenSeconds()));

    @Test
    void nothingIsDrawnForAClientThatHasIt() {
        Job job = Jobs.started(40);
        Response answer = monitor.read(200, job, ADMIN, asked(rendered.tag(job, Form.JSON, true)))
                .build();
        assertThat(answer.getStatus()).isEqualTo(304);
        assertThat(answer.getHeaderString("ETag")).isEqualTo("W/\"3-Jw\"");
        assertThat(answer.getHeaderString("Vary")).isEqualTo("Accept, Prefer");
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("7");
        assertThatThrownBy(() -> monitor.read(200, job, ADMIN, asked("\"2-Jw\"")))
                .hasMessage("drawn");
    }

    @Test
    void aTagIsStrongOnceTheJobHasEndedAndThereIsNothingToAskForLater() {
        Job job = Jobs.succeeded();
        Response answer = monitor.read(200, job, ADMIN, asked("*")).build();
        assertThat(answer.getStatus()).isEqualTo(304);
        assertThat(answer.getHeaderString("ETag")).isEqualTo("\"4-Jw\"");
        assertThat(answer.getHeaderString("Retry-After")).isNull();
    }

    @Test
    void versionsFormsRightsAndEditionsHaveTagsOfTheirOwn() {
        RenderedJobs other = new RenderedJobs(addresses, new JobLinks(addresses, JobTypes.of(List.of())), "-2");
        assertThat(List.of(
                        rendered.tag(Jobs.started(40), Form.JSON, true),
                        rendered.tag(Jobs.scheduled(), Form.JSON, true),
                        rendered.tag(Jobs.started(40), Form.XML, true),
                        rendered.tag(Jobs.started(40), Form.TEXT, true),
                        rendered.tag(Jobs.started(40), Form.HTML, true),
                        rendered.tag(Jobs.started(40), Form.JSON, VIEWER.steers(Jobs.started(40))),
                        other.tag(Jobs.started(40), Form.JSON, true)))
                .doesNotHaveDuplicates();
    }

    private static ContainerRequestContext asked(String ifNoneMatch) {
        MultivaluedMap<String, String> headers = new MultivaluedHashMap<>(Map.of("If-None-Match", ifNoneMatch));
        UriInfo uri =
                knows(UriInfo.class, Map.of("getRequestUri", URI.create("http://localhost/job-management/jobs/1")));
        return knows(ContainerRequestContext.class, Map.of("getHeaders", headers, "getUriInfo", uri));
    }

    /** Something that answers these methods, and null to all others. */
    private static <T> T knows(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> answers.get(method.getName())));
    }

    private static final class InSevenSeconds implements Estimates {

        @Override
        public Estimate of(Job job) {
            return new Estimate(Outlook.NONE, 7);
        }

        @Override
        public Optional<TypicalDuration> typical(TypeName type) {
            return Optional.empty();
        }
    }
}
