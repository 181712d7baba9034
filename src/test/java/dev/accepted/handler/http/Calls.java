package dev.accepted.handler.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.handler.FakeOptions;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobHandler;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes http handlers as an operator would. Time passes only as they wait. */
final class Calls {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    final List<Duration> waits = new CopyOnWriteArrayList<>();
    private final Map<String, String> secrets =
            Map.of("env.KEY", "s3cret", "env.STORE", "changeit", "file./run/token", "t0ken ${input.x}");

    HttpFactory factory() {
        Time time = new Time() {
            @Override
            public Instant now() {
                return NOON.plus(waits.stream().reduce(Duration.ZERO, Duration::plus));
            }

            @Override
            public void pass(Duration time) throws InterruptedException {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                waits.add(time);
            }
        };
        return new HttpFactory(
                HttpClient.Builder::build, time, (kind, name) -> Optional.ofNullable(secrets.get(kind + "." + name)));
    }

    /** A handler of this target; {@code more} are names and values of options. */
    JobHandler of(String url, Object... more) {
        FakeOptions given = options(url, more);
        JobHandler handler = factory().create(given);
        assertThat(given.faults()).isEmpty();
        return handler;
    }

    static FakeOptions options(String url, Object... more) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("url", url);
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i].toString(), more[i + 1]);
        }
        return new FakeOptions(options);
    }

    /** Runs a handler on a thread of its own, so that it can be interrupted. */
    static Running running(JobHandler handler, JobContext job) {
        Running running = new Running(handler, job);
        running.start();
        return running;
    }

    /** A run that goes on. */
    static final class Running extends Thread {

        private final JobHandler handler;
        private final JobContext job;
        volatile Throwable failure = new AssertionError("It has not ended");

        Running(JobHandler handler, JobContext job) {
            super("run");
            this.handler = handler;
            this.job = job;
        }

        @Override
        public void run() {
            try {
                handler.run(job);
                failure = new AssertionError("It ended well");
            } catch (Throwable e) {
                failure = e;
            }
        }
    }
}
