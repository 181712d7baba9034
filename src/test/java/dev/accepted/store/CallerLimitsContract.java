package dev.accepted.store;

import static dev.accepted.job.JobFixtures.FAULT;
import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.idAt;
import static dev.accepted.job.JobFixtures.request;
import static dev.accepted.job.JobFixtures.requestOf;
import static dev.accepted.job.JobFixtures.succeeded;
import static dev.accepted.store.CallerLimits.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.accepted.job.Caller;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Refusal;
import dev.accepted.job.RefusedException;
import dev.accepted.store.Quota.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store must do about the limits of callers. */
@Timeout(120)
public interface CallerLimitsContract {

    /** A new, empty store with these limits. */
    JobStore limited(CallerLimits limits) throws Exception;

    /** How often races go round, of so many times: a store that waits for a disk shows in fewer rounds what it does. */
    default int rounds(int many) {
        return many;
    }

    private static Caller user(String name) {
        return new Caller(name, Set.of(Caller.USER));
    }

    private static Job job(String owner, Instant at, int number) {
        return accepted(idAt(at, number), requestOf(owner));
    }

    /** The key of the refusal; empty if the job is kept. */
    private static Optional<Refusal.Full> create(JobStore jobs, Job job) {
        try {
            jobs.create(job);
            assertThat(jobs.find(job.id())).isPresent();
            return Optional.empty();
        } catch (RefusedException e) {
            assertThat(jobs.find(job.id())).isEmpty();
            return Optional.of((Refusal.Full) e.refusal());
        }
    }

    private static Quota quota(JobStore jobs, String caller, Instant now, Kind kind) {
        return jobs.quotas(user(caller), now).stream()
                .filter(quota -> quota.kind() == kind)
                .findAny()
                .orElseThrow();
    }

    private static int left(JobStore jobs, String caller, Instant now, Kind kind) {
        return quota(jobs, caller, now, kind).left();
    }

    @Test
    default void withoutLimitsThereIsNothingToSay() throws Exception {
        JobStore jobs = limited(CallerLimits.NONE);
        jobs.create(job("user", NOON, 1));

        assertThat(jobs.quotas(user("user"), NOON)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new CallerLimits(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new CallerLimits(1, 0));
    }

    @Test
    default void aCallerAtItsActiveJobsIsRefusedUntilOneEnds() throws Exception {
        JobStore jobs = limited(new CallerLimits(UNLIMITED, 2));
        assertThat(create(jobs, job("user", NOON, 1))).isEmpty();
        assertThat(create(jobs, job("user", NOON, 2))).isEmpty();
        assertThat(jobs.quotas(user("user"), NOON)).containsExactly(new Quota(Kind.ACTIVE_JOBS, 2, 0, Duration.ZERO));

        Refusal.Full refused = create(jobs, job("user", NOON, 3)).orElseThrow();
        assertThat(refused.code()).isEqualTo("too-many-active-jobs");
        assertThat(refused.retryAfter()).isPositive();
        assertThat(create(jobs, job("other", NOON, 4))).isEmpty();

        jobs.update(idAt(NOON, 1), job -> succeeded(job, NOON.plusSeconds(1)));
        assertThat(left(jobs, "user", NOON, Kind.ACTIVE_JOBS)).isEqualTo(1);
        assertThat(create(jobs, job("user", NOON.plusSeconds(2), 5))).isEmpty();
        assertThat(create(jobs, job("user", NOON.plusSeconds(2), 6))).isPresent();
    }

    @Test
    default void aJobIsActiveUntilItHasEndedHoweverItGetsThere() throws Exception {
        JobStore jobs = limited(new CallerLimits(UNLIMITED, 10));
        JobId id = idAt(NOON, 1);
        jobs.create(job("user", NOON, 1));
        for (int round = 0; round < 2; round++) {
            jobs.update(id, job -> job.start(NOON.plusSeconds(1)));
            assertThat(left(jobs, "user", NOON, Kind.ACTIVE_JOBS)).isEqualTo(9);
            int attempt = round + 1;
            jobs.update(id, job -> job.tryAgain(attempt, NOON.plusSeconds(2), FAULT, NOON.plusSeconds(3)));
            assertThat(left(jobs, "user", NOON, Kind.ACTIVE_JOBS)).isEqualTo(9);
        }
        jobs.update(id, job -> job.start(NOON.plusSeconds(4)));
        jobs.update(id, job -> job.cancel(NOON.plusSeconds(5), "user"));
        assertThat(left(jobs, "user", NOON, Kind.ACTIVE_JOBS)).isEqualTo(9);
        jobs.update(id, job -> job.giveUp(3, NOON.plusSeconds(35)));
        assertThat(left(jobs, "user", NOON, Kind.ACTIVE_JOBS)).isEqualTo(10);

        jobs.update(id, job -> job.cancel(NOON.plusSeconds(40), "user"));
        jobs.remove(id, NOON);
        assertThat(left(jobs, "user", NOON, Kind.ACTIVE_JOBS)).isEqualTo(10);
        jobs.create(job("user", NOON, 2));
        jobs.update(idAt(NOON, 2), job -> job.cancel(NOON.plusSeconds(1), "user"));
        assertThat(left(jobs, "user", NOON, Kind.ACTIVE_JOBS)).isEqualTo(10);
    }

    @Test
    default void soManySubmissionsAtOnceAndThenOneAtATime() throws Exception {
        JobStore jobs = limited(new CallerLimits(6, UNLIMITED));
        for (int i = 1; i <= 6; i++) {
            assertThat(left(jobs, "user", NOON, Kind.SUBMISSIONS)).isEqualTo(7 - i);
            assertThat(create(jobs, job("user", NOON, i))).isEmpty();
        }
        Refusal.Full refused = create(jobs, job("user", NOON.plusSeconds(4), 7)).orElseThrow();
        assertThat(refused.code()).isEqualTo("too-many-submissions");
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(6));
        assertThat(quota(jobs, "user", NOON.plusSeconds(4), Kind.SUBMISSIONS))
                .isEqualTo(new Quota(Kind.SUBMISSIONS, 6, 0, Duration.ofSeconds(6)));

        assertThat(create(jobs, job("user", NOON.plusMillis(9_999), 8))).isPresent();
        assertThat(create(jobs, job("user", NOON.plusSeconds(10), 9))).isEmpty();
        assertThat(create(jobs, job("user", NOON.plusSeconds(10), 10))).isPresent();
        assertThat(quota(jobs, "user", NOON.plusSeconds(30), Kind.SUBMISSIONS))
                .isEqualTo(new Quota(Kind.SUBMISSIONS, 6, 2, Duration.ofSeconds(10)));
        assertThat(quota(jobs, "user", NOON.plusSeconds(70), Kind.SUBMISSIONS))
                .isEqualTo(new Quota(Kind.SUBMISSIONS, 6, 6, Duration.ZERO));
    }

    @Test
    default void endedJobsWereSubmittedAllTheSame() throws Exception {
        JobStore jobs = limited(new CallerLimits(2, 1));
        for (int i = 1; i <= 2; i++) {
            assertThat(create(jobs, job("user", NOON, i))).isEmpty();
            jobs.update(idAt(NOON, i), job -> succeeded(job, NOON));
            jobs.remove(idAt(NOON, i), NOON);
        }
        assertThat(create(jobs, job("user", NOON, 3)).orElseThrow().code()).isEqualTo("too-many-submissions");
    }

    @Test
    default void whatIsRefusedOrRepeatedCostsNothing() throws Exception {
        JobStore jobs = limited(new CallerLimits(3, 3));
        Once once = new Once(OnceKey.of("user", "a"), 1, false);
        assertThat(jobs.create(job("user", NOON, 1), once).is(job("user", NOON, 1)))
                .isTrue();
        for (int i = 2; i < 10; i++) {
            assertThat(jobs.create(job("user", NOON, i), once).id()).isEqualTo(idAt(NOON, 1));
        }
        Job twice = job("user", NOON, 1);
        assertThatIllegalStateException().isThrownBy(() -> jobs.create(twice));
        assertThat(left(jobs, "user", NOON, Kind.ACTIVE_JOBS)).isEqualTo(2);
        assertThat(left(jobs, "user", NOON, Kind.SUBMISSIONS)).isEqualTo(2);
        create(jobs, job("user", NOON, 10));
        create(jobs, job("user", NOON, 11));
        for (int i = 12; i < 20; i++) {
            assertThat(create(jobs, job("user", NOON, i))).isPresent();
        }
        assertThat(left(jobs, "user", NOON.plusSeconds(20), Kind.SUBMISSIONS)).isEqualTo(1);
        Once another = new Once(OnceKey.of("user", "b"), 1, false);
        Job refused = job("user", NOON, 20);
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> jobs.create(refused, another));
        assertThat(jobs.holder(another.key())).isEmpty();
        assertThat(jobs.create(job("user", NOON, 21), once).id()).isEqualTo(idAt(NOON, 1));
    }

    @Test
    default void administratorsAreExempt() throws Exception {
        JobStore jobs = limited(new CallerLimits(1, 1));
        for (int i = 1; i < 10; i++) {
            jobs.create(accepted(idAt(NOON, i), request()));
        }
        assertThat(jobs.quotas(request().owner(), NOON)).isEmpty();
    }

    @Test
    default void aClockThatIsSetBackDoesNotLockAnybodyOutForLong() throws Exception {
        JobStore jobs = limited(new CallerLimits(6, UNLIMITED));
        create(jobs, job("user", NOON.plusSeconds(3600), 1));
        Quota quota = quota(jobs, "user", NOON, Kind.SUBMISSIONS);
        assertThat(quota.left()).isZero();
        assertThat(quota.untilMore()).isPositive();
    }

    @Test
    default void exactlyTheLimitIsAcceptedWhenManySubmitAtOnce() throws Exception {
        for (CallerLimits limits :
                List.of(new CallerLimits(50, UNLIMITED), new CallerLimits(UNLIMITED, 50), new CallerLimits(70, 50))) {
            JobStore jobs = limited(limits);
            AtomicInteger kept = new AtomicInteger();
            AtomicInteger numbers = new AtomicInteger();
            new Race()
                    .with(8, number -> {
                        for (int i = 0; i < 200; i++) {
                            if (create(jobs, job("user", NOON, numbers.incrementAndGet()))
                                    .isEmpty()) {
                                kept.incrementAndGet();
                            }
                        }
                    })
                    .run();

            assertThat(kept).hasValue(50);
            assertThat(jobs.count().all()).isEqualTo(50);
        }
    }

    @Test
    default void theNumberOfActiveJobsIsRightWhateverHappensAtOnce() throws Exception {
        int most = 20;
        JobStore jobs = limited(new CallerLimits(UNLIMITED, most));
        AtomicInteger numbers = new AtomicInteger();
        AtomicInteger active = new AtomicInteger();
        ConcurrentLinkedQueue<JobId> unfinished = new ConcurrentLinkedQueue<>();
        new Race()
                .with(8, number -> {
                    Random random = new Random(number);
                    for (int i = 0; i < rounds(3000); i++) {
                        JobId id = idAt(NOON, numbers.incrementAndGet());
                        if (create(jobs, accepted(id, requestOf("user"))).isEmpty()) {
                            // Counted after it was kept and taken off before it ends, so this never says too much.
                            assertThat(active.incrementAndGet()).isLessThanOrEqualTo(most);
                            unfinished.add(id);
                        }
                        JobId victim = random.nextInt(3) == 0 ? null : unfinished.poll();
                        if (victim != null) {
                            active.decrementAndGet();
                            jobs.update(victim, job -> random.nextBoolean() ? job.start(NOON) : job);
                            jobs.update(victim, job -> job.cancel(NOON, "user"));
                            jobs.update(victim, job -> job.giveUp(1, NOON));
                            assertThat(jobs.find(victim).orElseThrow().isCompleted())
                                    .isTrue();
                            if (random.nextBoolean()) {
                                jobs.remove(victim, NOON);
                            }
                        }
                    }
                })
                .run();

        assertThat(left(jobs, "user", NOON, Kind.ACTIVE_JOBS)).isEqualTo(most - unfinished.size());
        unfinished.forEach(id -> jobs.update(id, job -> succeeded(job, NOON)));
        assertThat(left(jobs, "user", NOON, Kind.ACTIVE_JOBS)).isEqualTo(most);
    }
}
