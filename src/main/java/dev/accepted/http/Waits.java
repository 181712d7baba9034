package dev.accepted.http;

import dev.accepted.engine.Timekeeper.Alarm;
import dev.accepted.http.Watchers.Watcher;
import dev.accepted.job.Job;
import dev.accepted.store.JobStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Those who wait for something to happen to a job. A wait takes a place and no thread, and ends once: when the job is as
 * wished, when its time is up, when its client is gone, or when the application goes down. Safe for use by many threads.
 */
final class Waits {

    private final Watchers watchers;
    private final JobStore jobs;
    private final Timing timing;
    private final Places places;
    private final Set<Wait> going = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Nobody waits. */
    Waits(Watchers watchers, JobStore jobs, Timing timing, Places places) {
        this.watchers = watchers;
        this.jobs = jobs;
        this.timing = timing;
        this.places = places;
    }

    /**
     * Waits until a job is as wished, but no longer than this.
     *
     * @param found the job as the client knows it; only what happened to it since is looked at
     * @return empty if there is no place for one more wait
     */
    Optional<Wait> until(Predicate<Job> wish, Job found, Duration most, String caller) {
        if (places.take(caller) != Places.Reply.TAKEN) {
            return Optional.empty();
        }
        Wait wait = new Wait(wish, found, caller);
        wait.begin(most);
        return Optional.of(wait);
    }

    /** Ends all waits, and lets none begin any more. */
    void close() {
        closed = true;
        going.forEach(Wait::timeIsUp);
    }

    /** How many wait. */
    int count() {
        return going.size();
    }

    /** One of them. */
    final class Wait implements Watcher {

        private final Predicate<Job> wish;
        private final Job found;
        private final String caller;
        private final CompletableFuture<Job> outcome = new CompletableFuture<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile Alarm alarm = () -> {};

        private Wait(Predicate<Job> wish, Job found, String caller) {
            this.wish = wish;
            this.found = found;
            this.caller = caller;
        }

        private void begin(Duration most) {
            going.add(this);
            watchers.add(found.id(), this);
            alarm = timing.in(most, this::timeIsUp);
            jobs.find(found.id()).filter(wish).ifPresent(job -> end(() -> job));
            if (closed) {
                timeIsUp();
            }
            if (over.get()) {
                leave();
            }
        }

        @Override
        public void changed(Job job) {
            if (job.version() > found.version() && wish.test(job)) {
                end(() -> job);
            }
        }

        private void timeIsUp() {
            end(() -> jobs.find(found.id()).orElse(found));
        }

        private void end(Supplier<Job> asItIs) {
            if (over.compareAndSet(false, true)) {
                leave();
                places.free(caller);
                timing.hands().execute(() -> outcome.complete(asItIs.get()));
            }
        }

        /** Its client is gone: it ends without an outcome. */
        void cancel() {
            if (over.compareAndSet(false, true)) {
                leave();
                places.free(caller);
            }
        }

        /** May come twice, when the end came before the beginning was over. */
        private void leave() {
            alarm.cancel();
            watchers.remove(found.id(), this);
            going.remove(this);
        }

        /** Tells the job as it is when the wait ends, on the hands' thread. */
        CompletionStage<Job> outcome() {
            return outcome;
        }
    }
}
