package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerErrorsTest {

    private final Map<String, Object> attributes = new HashMap<>();
    private int status = 200;

    private Problem problem() throws IOException {
        AtomicReference<Problem> written = new AtomicReference<>();
        ContainerErrors errors =
                new ContainerErrors((problem, request, response) -> written.set(problem), () -> "incident-1");
        errors.service(
                fake(HttpServletRequest.class, "getAttribute", attributes::get),
                fake(HttpServletResponse.class, "getStatus", none -> status));
        return written.get();
    }

    @Test
    void anAnswerThatIsUnderWayIsLeftAsItIs() throws Exception {
        AtomicReference<Problem> written = new AtomicReference<>();
        new ContainerErrors((problem, request, response) -> written.set(problem), () -> "incident-1")
                .service(fake(HttpServletRequest.class, "none", Map.of()::get), (HttpServletResponse)
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {HttpServletResponse.class},
                                (self, asked, given) -> true));
        assertThat(written.get()).isNull();
    }

    /** One that can answer one thing only; a response has not been sent yet. */
    private static <T> T fake(Class<T> type, String method, java.util.function.Function<Object, Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, asked, given) -> {
            if (asked.getName().equals("isCommitted")) {
                return false;
            }
            assertThat(asked.getName()).isEqualTo(method);
            return answer.apply(given == null ? null : given[0]);
        }));
    }

    @ParameterizedTest
    @CsvSource({
        "400, MALFORMED_REQUEST",
        "401, UNAUTHENTICATED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "413, TOO_LARGE",
        "415, UNSUPPORTED_MEDIA_TYPE",
        "418, MALFORMED_REQUEST"
    })
    void whatTheContainerRefusesIsAProblemOfItsKind(int told, ProblemCode code) throws IOException {
        attributes.put(RequestDispatcher.ERROR_STATUS_CODE, told);
        assertThat(problem().code()).isEqualTo(code);
    }

    @Test
    void aChallengeComesWithItsStatusOnTheAnswerOnly() throws IOException {
        status = 401;
        assertThat(problem().code()).isEqualTo(ProblemCode.UNAUTHENTICATED);
    }

    @Test
    void whoAsksForTheErrorPageItselfFindsNothing() throws IOException {
        assertThat(problem().code()).isEqualTo(ProblemCode.NOT_FOUND);
    }

    @Test
    void aFaultOfOursHasAnIncidentThatTheLogRepeats() throws IOException {
        attributes.put(RequestDispatcher.ERROR_STATUS_CODE, 500);
        attributes.put(RequestDispatcher.ERROR_EXCEPTION, new IllegalStateException("inner words"));
        AtomicReference<LogRecord> said = new AtomicReference<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.set(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(ContainerErrors.class.getName());
        logger.addHandler(listener);
        try {
            Problem problem = problem();
            assertThat(problem.code()).isEqualTo(ProblemCode.INTERNAL_ERROR);
            assertThat(problem.extras()).containsEntry("incident", "incident-1");
            assertThat(problem.detail()).contains("incident-1").doesNotContain("inner words");
        } finally {
            logger.removeHandler(listener);
        }
        assertThat(said.get().getMessage()).contains("incident-1");
        assertThat(said.get().getThrown()).hasMessage("inner words");
    }
}
