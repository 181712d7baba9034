package dev.accepted.http;

import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.id;
import static dev.accepted.job.JobFixtures.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.engine.ManualTime;
import dev.accepted.job.Caller;
import dev.accepted.security.Callers;
import dev.accepted.store.JobLogs;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import dev.accepted.store.memory.MemoryJobStore;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who goes in, who waits and for how long, by a clock that the test moves. */
class KeyedSubmissionsTest {

    private final ManualTime time = new ManualTime(NOON);
    private final MemoryJobStore jobs = new MemoryJobStore(NOON, 10, 10, fake(JobLogs.class, Map.of()));
    private final List<ProblemCode> problems = new ArrayList<>();
    private final KeyedSubmissions filter =
            new KeyedSubmissions(jobs, time, (problem, request, response) -> problems.add(problem.code()));

    @Test
    void aRepeatWaitsWhileTheFirstIsAtWorkAndComesInWhenItHasEnded() throws Exception {
        Call repeat = new Call("key");
        Call first = new Call("key");
        first.inside = () -> {
            repeat.come();
            assertThat(repeat.state()).isEqualTo("waits");
        };

        first.come();
        assertThat(repeat.dispatched).isEqualTo(1);
        repeat.come();

        assertThat(repeat.state()).isEqualTo("in");
        time.advance(Duration.ofMinutes(1));
        assertThat(repeat.dispatched).as("its alarm is off").isEqualTo(1);
        assertThat(problems).isEmpty();
    }

    @Test
    void afterFiveSecondsInAllARepeatIsRefused() throws Exception {
        Call second = new Call("key");
        Call third = new Call("key");
        Call first = new Call("key");
        first.inside = () -> {
            third.come();
            time.advance(Duration.ofMillis(4999));
            assertThat(third.state()).isEqualTo("waits");
        };
        first.come();
        second.inside = () -> {
            third.come();
            assertThat(third.state()).isEqualTo("waits");
            time.advance(Duration.ofMillis(1));
            assertThat(third.dispatched).isEqualTo(2);
            third.come();
            assertThat(third.state()).isEqualTo("out");
        };
        second.come();

        assertThat(problems).containsExactly(ProblemCode.REQUEST_IN_PROGRESS);
    }

    @Test
    void aKeyThatTheStoreKnowsLetsAnyNumberInAtOnce() throws Exception {
        Call first = new Call("key");
        first.come();
        jobs.create(accepted(id(1), request()), new Once(first.key(), 1, false));
        Call one = new Call("key");
        Call other = new Call("key");
        one.inside = () -> {
            other.come();
            assertThat(other.state()).isEqualTo("in");
        };

        one.come();

        assertThat(one.state()).isEqualTo("in");
    }

    @Test
    void whatHasNoKeyOrIsNoSubmissionDoesNotWait() throws Exception {
        for (Call call : List.of(
                new Call("POST", "/job-management/jobs", null, "user"),
                new Call("GET", "/job-management/jobs", "key", "user"),
                new Call("POST", "/job-management/jobs/1/cancel", "key", "user"),
                new Call("POST", "/job-management/jobs", "other", "user"),
                new Call("POST", "/job-management/jobs", "key", "other"),
                new Call("POST", "/job-management/job-types/a/jobs", "key", "user"))) {
            Call first = new Call("key");
            first.inside = () -> {
                call.come();
                assertThat(call.state()).isEqualTo("in");
            };
            first.come();
        }
    }

    @Test
    void onlyAThousandWaitAndTheOthersAreRefusedAtOnce() throws Exception {
        Call first = new Call("key");
        first.inside = () -> {
            List<Call> waiting = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                waiting.add(new Call("key"));
                waiting.get(i).come();
            }
            assertThat(waiting).extracting(Call::state).containsOnly("waits");
            assertThat(filter.waiting()).isEqualTo(1000);
            Call oneTooMany = new Call("key");
            oneTooMany.come();
            assertThat(oneTooMany.state()).isEqualTo("out");
        };
        first.come();

        assertThat(problems).containsExactly(ProblemCode.REQUEST_IN_PROGRESS);
        assertThat(filter.waiting()).isZero();
    }

    @Test
    void whoeverWaitsWhenTheApplicationStopsIsRefused() throws Exception {
        Call repeat = new Call("key");
        Call first = new Call("key");
        first.inside = () -> {
            repeat.come();
            filter.destroy();
            assertThat(repeat.completed).isTrue();
        };

        first.come();

        assertThat(problems).containsExactly(ProblemCode.STOPPING);
        assertThat(repeat.dispatched).isZero();
    }

    @Test
    void aFailureEndsTheTurnToo() throws Exception {
        Call first = new Call("key");
        first.inside = () -> {
            throw new IllegalStateException("on purpose");
        };
        try {
            first.come();
        } catch (IllegalStateException onPurpose) {
            assertThat(onPurpose).hasMessage("on purpose");
        }
        Call next = new Call("key");
        next.come();

        assertThat(next.state()).isEqualTo("in");
    }

    /** What happens inside. */
    private interface Inside {
        void happens() throws Exception;
    }

    /** A request, as the container sees it. */
    private final class Call {

        private final String method;
        private final String path;
        private final String field;
        private final Map<String, Object> attributes = new HashMap<>();
        private Inside inside = () -> {};
        private boolean in;
        private int started;
        private int dispatched;
        private boolean completed;

        Call(String key) {
            this("POST", "/job-management/jobs", key, "user");
        }

        Call(String method, String path, String field, String user) {
            this.method = method;
            this.path = path;
            this.field = field;
            attributes.put(Callers.class.getName(), new Caller(user, Set.of(Caller.USER)));
        }

        void come() throws Exception {
            FilterChain chain = (request, response) -> {
                in = true;
                try {
                    inside.happens();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            };
            filter.doFilter(request(), fake(HttpServletResponse.class, Map.of()), chain);
        }

        String state() {
            return in ? "in" : started > dispatched ? "waits" : "out";
        }

        OnceKey key() {
            return (OnceKey) attributes.get(KeyedSubmissions.class.getName());
        }

        private HttpServletRequest request() {
            Map<String, Answer> answers = new HashMap<>();
            answers.put("getMethod", arguments -> method);
            answers.put("getServletPath", arguments -> "");
            answers.put("getPathInfo", arguments -> path);
            answers.put("getHeader", arguments -> field);
            answers.put("getHeaders", arguments -> Collections.enumeration(List.of(field)));
            answers.put("getAttribute", arguments -> attributes.get((String) arguments[0]));
            answers.put("setAttribute", arguments -> attributes.put((String) arguments[0], arguments[1]));
            answers.put("startAsync", arguments -> {
                started++;
                return async();
            });
            return fake(HttpServletRequest.class, answers);
        }

        private AsyncContext async() {
            return fake(
                    AsyncContext.class,
                    Map.of("dispatch", arguments -> dispatched++, "complete", arguments -> completed = true));
        }
    }

    private interface Answer {
        Object to(Object[] arguments);
    }

    private static <T> T fake(Class<T> type, Map<String, Answer> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Answer answer = answers.get(method.getName());
                    Object result = answer == null ? null : answer.to(arguments);
                    return method.getReturnType() == void.class ? null : result;
                }));
    }
}
