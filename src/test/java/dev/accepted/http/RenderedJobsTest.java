package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.seed.SeedJson;
import dev.accepted.dialect.seed.SeedXml;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Job;
import dev.accepted.job.Jobs;
import dev.accepted.job.Outlook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenderedJobsTest {

    private static final Instant END = Jobs.STARTED_AT.plusSeconds(60);

    private final Addresses addresses = new Addresses("/api/company", null);
    private final RenderedJobs rendered =
            new RenderedJobs(addresses, new JobLinks(addresses, JobTypes.of(List.of())), "");
    private final Dialect json = new SeedJson(addresses.problems());
    private final Job job = Jobs.started(40);

    @Test
    void anUnchangedJobWithAnUnchangedOutlookIsDrawnOnce() {
        byte[] first = rendered.body(job, new Outlook(null, END, false), json, true);
        assertThat(rendered.body(job, new Outlook(null, END.plusSeconds(0), false), json, true))
                .isSameAs(first);
    }

    @Test
    void anotherOutlookIsAnotherBody() {
        byte[] first = rendered.body(job, new Outlook(null, END, false), json, true);
        byte[] later = rendered.body(job, new Outlook(null, END.plusSeconds(1), false), json, true);
        assertThat(text(first)).contains("\"estimated-end-time\":\"01-03-2026 09:01:10 AM GMT\"");
        assertThat(text(later)).contains("\"estimated-end-time\":\"01-03-2026 09:01:11 AM GMT\"");
        assertThat(text(rendered.body(job, Outlook.NONE, json, true))).doesNotContain("estimated-end-time");
    }

    @Test
    void aChangedJobAnotherFormAndOtherRightsAreOtherBodies() {
        byte[] first = rendered.body(job, Outlook.NONE, json, true);
        assertThat(text(rendered.body(Jobs.started(41), Outlook.NONE, json, true)))
                .contains("\"percent-complete\":\"41\"");
        assertThat(text(rendered.body(job, Outlook.NONE, new SeedXml(addresses.problems()), true)))
                .startsWith("<?xml");
        assertThat(text(first)).contains("/cancel");
        assertThat(text(rendered.body(job, Outlook.NONE, json, false))).doesNotContain("/cancel");
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
