package dev.accepted.http;

import dev.accepted.engine.Timekeeper.Alarm;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One stream of events to one reader, by non-blocking output (Servlet 6.0 section 5.8): no thread belongs to it, and none ever
 * waits for its reader.
 *
 * <pre>
 *   news, or time for a comment --&gt; ring --&gt; hands' thread --+
 *   the reader has taken something --&gt; container's thread -----+--&gt; pump: one at a time, as long as the reader takes more
 * </pre>
 *
 * <p>What is to be written is asked for only when it can be written, so a slow reader gets the newest there is, and nothing is
 * kept for it. One that takes nothing for {@link #PATIENCE} is cut off. To end a response in the ordinary way the container may
 * have to wait for the reader, on a thread of its own; so that request is dispatched to its servlet once more, which throws, and
 * on that containers close the connection.
 */
final class EventStream implements WriteListener {

    /** How long a reader may take nothing. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How often a comment shows a quiet stream's reader, and all that is between, that it lives. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    /** The attribute of a request whose reader is cut off. */
    static final String CUT = EventStream.class.getName() + ".cut";

    private static final Logger LOG = System.getLogger(EventStream.class.getName());

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Timing timing;
    private final Events events;
    private final Consumer<EventStream> whenLeft;
    private final AtomicBoolean rung = new AtomicBoolean();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile boolean begun;
    private volatile boolean over;
    private volatile boolean closing;
    private volatile Alarm alarm = () -> {};
    // What follows is touched by pump only.
    private boolean unflushed;
    private Instant lastWrite = Instant.MIN;
    private Instant alarmAt = Instant.MAX;
    private @Nullable Instant stuckSince;

    /**
     * A stream that has not begun.
     *
     * @param async the request, held
     * @param out its response's
     * @param source opens what is to be told, and is given what is to be rung when there is news
     * @param whenLeft called once, when the stream is over
     */
    EventStream(
            AsyncContext async,
            ServletOutputStream out,
            Timing timing,
            Function<Runnable, Events> source,
            Consumer<EventStream> whenLeft) {
        this.async = async;
        this.out = out;
        this.timing = timing;
        this.whenLeft = whenLeft;
        this.events = source.apply(this::ring);
    }

    /** Begins; from here on the container may call. */
    void begin() {
        out.setWriteListener(this);
    }

    @Override
    public void onWritePossible() {
        begun = true;
        pump();
    }

    /** There is something to be done. */
    private void ring() {
        if (rung.compareAndSet(false, true)) {
            timing.hands().execute(() -> {
                rung.set(false);
                pump();
            });
        }
    }

    /** Whoever comes while another is at it has the other go round once more. */
    private void pump() {
        if (begun && calls.getAndIncrement() == 0) {
            int seen = 1;
            while (seen != 0) {
                write();
                seen = calls.addAndGet(-seen);
            }
        }
    }

    private void write() {
        try {
            while (!over && out.isReady()) {
                stuckSince = null;
                byte[] next = next();
                if (next != null) {
                    out.write(next);
                    unflushed = true;
                    lastWrite = now();
                } else if (unflushed) {
                    out.flush();
                    unflushed = false;
                } else if (closing || events.isOver()) {
                    end();
                } else {
                    wakeAt(lastWrite.plus(SILENCE));
                    return;
                }
            }
            if (!over) {
                waitForReader();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The reader of a stream is gone", e);
            end();
        } catch (RuntimeException e) {
            LOG.log(over ? Level.DEBUG : Level.WARNING, "A stream is ended by an error", e);
            end();
        }
    }

    private byte @Nullable [] next() {
        byte[] next = closing ? null : events.next();
        return next == null && !closing && !lastWrite.isAfter(now().minus(SILENCE)) ? COMMENT : next;
    }

    private void waitForReader() {
        Instant now = now();
        stuckSince = stuckSince == null ? now : stuckSince;
        if (closing) {
            end();
        } else if (now.isBefore(stuckSince.plus(PATIENCE))) {
            wakeAt(stuckSince.plus(PATIENCE));
        } else {
            cut();
        }
    }

    /** An alarm that is set for earlier rings in vain, and is set anew then; most of them never are needed. */
    private void wakeAt(Instant instant) {
        if (!alarmAt.isAfter(now())) {
            alarmAt = Instant.MAX;
        }
        if (instant.isBefore(alarmAt)) {
            alarm.cancel();
            alarmAt = instant;
            alarm = timing.time().at(instant, this::ring);
        }
    }

    private void end() {
        over = true;
        leave();
        try {
            async.complete();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "The container has ended the stream itself", e);
        }
    }

    private void cut() {
        over = true;
        leave();
        try {
            async.getRequest().setAttribute(CUT, true);
            async.dispatch();
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "The container has ended the stream itself", e);
        }
    }

    /** The request is over, whoever ended it. */
    void gone() {
        over = true;
        leave();
    }

    @Override
    public void onError(Throwable e) {
        LOG.log(Level.DEBUG, "The reader of a stream is gone", e);
        end();
    }

    /** Ends without a last event, since the application goes down; the reader may come back. */
    void close() {
        closing = true;
        ring();
    }

    private void leave() {
        if (left.compareAndSet(false, true)) {
            alarm.cancel();
            events.close();
            whenLeft.accept(this);
        }
    }

    private Instant now() {
        return timing.time().instant();
    }
}
