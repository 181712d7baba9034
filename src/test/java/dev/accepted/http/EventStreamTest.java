package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.ManualTime;
import dev.accepted.job.Jobs;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream on an output that is ready or not as the test says, and does not forgive a wrong call. */
class EventStreamTest {

    private final ManualTime time = new ManualTime(Jobs.STARTED_AT);
    private final Output out = new Output();
    private final List<String> ends = new ArrayList<>();
    private final Counter events = new Counter();
    private Runnable bell = () -> {};
    private final EventStream stream = new EventStream(
            held(),
            out,
            new Timing(time, Runnable::run),
            given -> {
                bell = given;
                return events;
            },
            over -> ends.add("left"));

    @Test
    void whatThereIsIsToldAtOnceAndWhatFollowsWhenItHappens() {
        events.now = 1;
        bell.run();
        assertThat(out.text()).as("before the container allows it").isEmpty();
        begin();
        assertThat(out.flushed()).isEqualTo("1;");
        events.now = 2;
        bell.run();
        assertThat(out.flushed()).isEqualTo("1;2;");
    }

    @Test
    void aQuietStreamShowsEveryFifteenSecondsThatItLives() {
        begin();
        assertThat(out.flushed()).isEqualTo(":\n\n");
        time.advance(Duration.ofSeconds(14));
        events.now = 1;
        bell.run();
        time.advance(Duration.ofSeconds(14));
        assertThat(out.flushed()).isEqualTo(":\n\n1;");
        time.advance(Duration.ofSeconds(1));
        assertThat(out.flushed()).isEqualTo(":\n\n1;:\n\n");
        time.advance(Duration.ofSeconds(45));
        assertThat(out.flushed()).isEqualTo(":\n\n1;:\n\n:\n\n:\n\n:\n\n");
    }

    @Test
    void aSlowReaderGetsTheNewestOnly() {
        events.now = 1;
        begin();
        out.ready = false;
        for (int n = 2; n <= 1_000; n++) {
            events.now = n;
            bell.run();
        }
        out.takesMore();
        assertThat(out.flushed()).isEqualTo("1;1000;");
    }

    @Test
    void aReaderThatTakesNothingForTenSecondsIsCutOff() {
        begin();
        out.ready = false;
        events.now = 1;
        bell.run();
        time.advance(EventStream.PATIENCE.minusMillis(1));
        assertThat(ends).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(ends).containsExactly("left", "cut", "dispatch");
        assertThat(events.closed).isTrue();
        time.advance(Duration.ofHours(1));
        assertThat(ends).hasSize(3);
    }

    @Test
    void aReaderThatTakesALittleNowAndThenIsNot() {
        begin();
        for (int n = 1; n <= 10; n++) {
            out.ready = false;
            events.now = n;
            bell.run();
            time.advance(EventStream.PATIENCE.minusMillis(1));
            out.takesMore();
        }
        assertThat(ends).isEmpty();
        assertThat(out.flushed()).endsWith("9;10;");
    }

    @Test
    void afterTheLastEventTheResponseIsOver() {
        events.now = 1;
        events.last = 2;
        begin();
        assertThat(ends).isEmpty();
        events.now = 2;
        bell.run();
        assertThat(out.flushed()).isEqualTo("1;2;");
        assertThat(ends).containsExactly("left", "complete");
        bell.run();
        time.advance(Duration.ofHours(1));
        assertThat(ends).hasSize(2);
    }

    @Test
    void aLastEventThatIsStillOnItsWayIsWaitedFor() {
        events.last = 1;
        begin();
        out.readyFor.set(2);
        events.now = 1;
        bell.run();
        assertThat(ends).isEmpty();
        out.takesMore();
        assertThat(out.flushed()).endsWith("1;");
        assertThat(ends).containsExactly("left", "complete");
    }

    @Test
    void aReaderThatIsGoneEndsIt() {
        begin();
        out.broken = true;
        events.now = 1;
        bell.run();
        assertThat(ends).containsExactly("left", "complete");
        stream.onError(new IOException("on purpose, for EventStreamTest"));
        stream.gone();
        assertThat(ends.stream().filter("left"::equals)).hasSize(1);
        assertThat(events.closed).isTrue();
    }

    @Test
    void whenTheApplicationGoesDownItEndsWithoutAnEvent() {
        begin();
        events.now = 1;
        stream.close();
        assertThat(out.flushed()).isEqualTo(":\n\n");
        assertThat(ends).containsExactly("left", "complete");
    }

    @Test
    @Timeout(60)
    void newsAndAReaderThatComesAndGoesNeverWriteTwoAtOnceNorLoseTheLast() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        begin();
        try {
            for (int round = 1; round <= 500; round++) {
                CountDownLatch go = new CountDownLatch(1);
                CountDownLatch done = new CountDownLatch(3);
                int from = round * 100;
                for (int t = 0; t < 3; t++) {
                    int of = t;
                    threads.execute(() -> {
                        await(go);
                        for (int i = 0; i < 20; i++) {
                            if (of == 0) {
                                out.ready = ThreadLocalRandom.current().nextBoolean();
                                stream.onWritePossible();
                            } else {
                                events.now = Math.max(events.now, from + i);
                                bell.run();
                            }
                        }
                        done.countDown();
                    });
                }
                go.countDown();
                assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
                out.takesMore();
                assertThat(out.flushed().split("\\D+", -1)).endsWith(Integer.toString(events.now), "");
            }
            assertThat(out.wrong).hasValue(0);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void begin() {
        stream.begin();
        out.takesMore();
    }

    private AsyncContext held() {
        ServletRequest request = (ServletRequest) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServletRequest.class}, (self, method, args) -> {
                    ends.add("cut");
                    return null;
                });
        return (AsyncContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {AsyncContext.class}, (self, method, args) -> {
                    if (method.getName().equals("getRequest")) {
                        return request;
                    }
                    ends.add(method.getName());
                    return null;
                });
    }

    /** Tells the number that it has come to, if that is not told yet. */
    private static final class Counter implements Events {

        private volatile int now;
        private volatile int last = Integer.MAX_VALUE;
        private volatile boolean closed;
        private int told;

        @Override
        public byte[] next() {
            int newest = now;
            if (newest == told) {
                return null;
            }
            told = newest;
            return (told + ";").getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public boolean isOver() {
            return told == last;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Output extends ServletOutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger wrong = new AtomicInteger();
        private WriteListener listener;
        private volatile boolean ready = true;
        private final AtomicInteger readyFor = new AtomicInteger(Integer.MAX_VALUE);
        private volatile boolean broken;
        private boolean asked;
        private int flushedUpTo;

        /** The container says that more can be written. */
        void takesMore() {
            ready = true;
            readyFor.set(Integer.MAX_VALUE);
            if (listener != null) {
                try {
                    listener.onWritePossible();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public boolean isReady() {
            return alone(() -> {
                asked = ready && readyFor.getAndDecrement() > 0;
                return asked;
            });
        }

        @Override
        public void setWriteListener(WriteListener to) {
            listener = to;
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] more, int offset, int length) throws IOException {
            if (broken) {
                throw new IOException("on purpose, for EventStreamTest");
            }
            alone(() -> {
                check();
                bytes.write(more, offset, length);
                return true;
            });
        }

        @Override
        public void flush() {
            alone(() -> {
                check();
                flushedUpTo = bytes.size();
                return true;
            });
        }

        private void check() {
            if (!asked) {
                wrong.incrementAndGet();
                throw new IllegalStateException("isReady() was not asked, or said no");
            }
            asked = false;
        }

        private boolean alone(BooleanSupplier task) {
            if (inside.incrementAndGet() != 1) {
                wrong.incrementAndGet();
            }
            try {
                return task.getAsBoolean();
            } finally {
                inside.decrementAndGet();
            }
        }

        String text() {
            return bytes.toString(StandardCharsets.US_ASCII);
        }

        String flushed() {
            return text().substring(0, flushedUpTo);
        }
    }
}
