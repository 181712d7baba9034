package dev.accepted.store;

import static dev.accepted.job.JobFixtures.FAULT;
import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.RETENTION;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.id;
import static dev.accepted.job.JobFixtures.idAt;
import static dev.accepted.job.JobFixtures.request;
import static dev.accepted.job.JobFixtures.requestKeptFor;
import static dev.accepted.job.JobFixtures.requestOf;
import static dev.accepted.job.JobFixtures.requestWith;
import static dev.accepted.job.JobFixtures.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Progress;
import dev.accepted.job.Request;
import dev.accepted.store.JobStore.Absence;
import dev.accepted.store.JobStore.Change;
import dev.accepted.store.JobStore.Count;
import dev.accepted.store.JobStore.Holder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store must do. A store's own test says how one is made, and what its physics are. */
@Timeout(120)
public interface JobStoreContract {

    int MANY = 1_000_000;

    /** A new, empty store with its logs and its spool. */
    Storage storage(Instant startedAt, long maxEnded) throws Exception;

    /** How exactly times are kept. */
    default ChronoUnit timePrecision() {
        return ChronoUnit.NANOS;
    }

    /** What the store says of an id that is older than its start. */
    Absence absenceOfAnOlderId();

    /** How often races go round, of so many times: a store that waits for a disk shows in fewer rounds what it does. */
    default int rounds(int many) {
        return many;
    }

    private Storage storage() throws Exception {
        return storage(NOON, MANY);
    }

    private JobStore store() throws Exception {
        return storage().jobs();
    }

    private static Job waiting(int n) {
        return accepted(id(n), request());
    }

    private static Job end(JobStore jobs, JobId id, Instant at) {
        return jobs.update(id, job -> succeeded(job, at)).orElseThrow().after();
    }

    private static List<Integer> numbers(JobPage page) {
        return page.jobs().stream().map(JobStoreContract::number).toList();
    }

    private static int number(Job job) {
        return (int) (job.id().value() - JobId.firstAt(NOON).value());
    }

    /** The same job, wherever its bytes are now. */
    private static void assertSameJob(Job actual, Job expected) {
        assertThat(actual)
                .usingRecursiveComparison()
                .ignoringFields("request.input.content", "phase.outcome.document.content")
                .isEqualTo(expected);
    }

    // One job

    @Test
    default void aCreatedJobIsFoundAsItWas() throws Exception {
        JobStore jobs = store();
        Job job = waiting(1);

        jobs.create(job);

        Job found = jobs.find(job.id()).orElseThrow();
        assertSameJob(found, job);
        assertThat(found.request().input().content().bytes())
                .isEqualTo(job.request().input().content().bytes());
    }

    @Test
    default void aJobIsFoundAsItWasInEveryPhase() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));
        Instant odd = NOON.plusNanos(1_234_567_891L).truncatedTo(timePrecision());

        List<Job> life = List.of(
                jobs.update(id(1), job -> job.start(odd)).orElseThrow().after(),
                jobs.update(id(1), job -> job.progress(1, new Progress(30, "Ünïcode 🙂")))
                        .orElseThrow()
                        .after(),
                jobs.update(id(1), job -> job.tryAgain(1, odd.plusSeconds(1), FAULT, odd.plusSeconds(9)))
                        .orElseThrow()
                        .after(),
                jobs.update(id(1), job -> job.start(odd.plusSeconds(9)))
                        .orElseThrow()
                        .after(),
                jobs.update(id(1), job -> job.cancel(odd.plusSeconds(10), "user"))
                        .orElseThrow()
                        .after());
        assertThat(life).extracting(Job::version).containsExactly(2, 3, 4, 5, 6);
        assertSameJob(jobs.find(id(1)).orElseThrow(), life.get(4));

        Job ended = jobs.update(id(1), job -> job.giveUp(2, odd.plusSeconds(40)))
                .orElseThrow()
                .after();
        assertSameJob(jobs.find(id(1)).orElseThrow(), ended);
        assertThat(ended.status()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    default void aResultIsFoundWithItsJob() throws Exception {
        Storage storage = storage();
        storage.jobs().create(waiting(1));
        Document result = new Document("text/plain", "notes.txt", content(storage, 100, 7));

        storage.jobs().update(id(1), job -> job.start(NOON).succeed(1, NOON, result));

        Document found = storage.jobs()
                .find(id(1))
                .flatMap(Job::outcome)
                .flatMap(outcome -> outcome.result())
                .orElseThrow();
        assertThat(found.mediaType()).isEqualTo("text/plain");
        assertThat(found.fileName()).contains("notes.txt");
        assertThat(found.content().bytes()).isEqualTo(bytes(100, 7));
    }

    @Test
    default void aSecondJobOfTheSameIdIsRefusedAndTheFirstStays() throws Exception {
        JobStore jobs = store();
        jobs.create(accepted(id(1), requestOf("first")));

        assertThatIllegalStateException()
                .isThrownBy(() -> jobs.create(accepted(id(1), requestOf("second"))))
                .withMessageContaining(id(1).toString());

        assertThat(jobs.find(id(1)).orElseThrow().request().owner().name()).isEqualTo("first");
        assertThat(jobs.page(JobQuery.newest(10).of("second")).jobs()).isEmpty();
        assertThat(jobs.count()).isEqualTo(new Count(1, 0));
    }

    @Test
    default void ofAnUnknownIdThereIsNothing() throws Exception {
        JobStore jobs = store();

        assertThat(jobs.find(id(1))).isEmpty();
        assertThat(jobs.update(id(1), job -> job.start(NOON))).isEmpty();
        assertThat(jobs.remove(id(1), NOON)).isFalse();
        assertThat(jobs.count()).isEqualTo(new Count(0, 0));
    }

    @Test
    default void anUpdateTellsWhatItFoundAndWhatItLeft() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));

        Change change = jobs.update(id(1), job -> job.start(NOON)).orElseThrow();

        assertThat(change.before().status()).isEqualTo(JobStatus.UNDETERMINED);
        assertThat(change.after().status()).isEqualTo(JobStatus.INPROGRESS);
        assertThat(change.happened()).isTrue();
        assertThat(change.ended()).isFalse();
        assertSameJob(jobs.find(id(1)).orElseThrow(), change.after());
    }

    @Test
    default void anUpdateThatEndsTheJobSaysSo() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));

        Change first = jobs.update(id(1), job -> job.cancel(NOON, "user")).orElseThrow();
        Change again = jobs.update(id(1), job -> job.cancel(NOON, "user")).orElseThrow();

        assertThat(first.ended()).isTrue();
        assertThat(again.ended()).isFalse();
        assertThat(again.happened()).isFalse();
        assertThat(again.after()).isSameAs(again.before());
        assertThat(jobs.count()).isEqualTo(new Count(1, 1));
    }

    @Test
    default void anUpdateThatThrowsChangesNothing() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> jobs.update(id(1), job -> {
                    throw new UnsupportedOperationException();
                }));

        assertSameJob(jobs.find(id(1)).orElseThrow(), waiting(1));
        assertThat(jobs.update(id(1), job -> job.start(NOON)).orElseThrow().happened())
                .isTrue();
    }

    @Test
    default void noUpdateLeadsOutOfAnEndedJob() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));
        Job ended = end(jobs, id(1), NOON);

        assertThatIllegalStateException().isThrownBy(() -> jobs.update(id(1), job -> waiting(1)));

        assertSameJob(jobs.find(id(1)).orElseThrow(), ended);
        assertThat(jobs.count()).isEqualTo(new Count(1, 1));
    }

    @Test
    default void anEndedJobIsKeptWithTheJobThatItWasRetriedAs() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));
        jobs.update(id(1), job -> job.start(NOON).fail(1, NOON, FAULT));

        Change first = jobs.update(id(1), job -> job.retriedAs(id(2))).orElseThrow();
        Change second = jobs.update(id(1), job -> job.retriedAs(id(3))).orElseThrow();

        assertThat(first.happened()).isTrue();
        assertThat(first.ended()).isFalse();
        assertThat(second.happened()).isFalse();
        assertSameJob(jobs.find(id(1)).orElseThrow(), first.after());
        assertThat(first.after().retriedAs()).contains(id(2));
        assertThat(jobs.count()).isEqualTo(new Count(1, 1));
        assertThat(numbers(jobs.page(JobQuery.newest(10)))).containsExactly(1);
        assertThat(jobs.removeExpired(NOON.plus(RETENTION).minusMillis(1), MANY))
                .isZero();
        assertThat(jobs.removeExpired(NOON.plus(RETENTION), MANY)).isEqualTo(1);
        assertThat(jobs.count()).isEqualTo(new Count(0, 0));
    }

    @Test
    default void ofManyThatRetryAJobAtOnceTheFirstCounts() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));
        jobs.update(id(1), job -> job.cancel(NOON, "user"));
        AtomicInteger happened = new AtomicInteger();

        new Race()
                .with(
                        16,
                        number -> jobs.update(id(1), job -> job.retriedAs(id(2 + number)))
                                .filter(Change::happened)
                                .ifPresent(change -> happened.incrementAndGet()))
                .run();

        assertThat(happened).hasValue(1);
        assertThat(jobs.find(id(1)).orElseThrow().version()).isEqualTo(3);
    }

    @Test
    default void noUpdateMakesAnotherJobOfIt() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));

        assertThatIllegalStateException().isThrownBy(() -> jobs.update(id(1), job -> waiting(2)));
        assertThatIllegalStateException()
                .isThrownBy(() -> jobs.update(id(1), job -> accepted(id(1), requestOf("another"))));

        assertSameJob(jobs.find(id(1)).orElseThrow(), waiting(1));
        assertThat(jobs.find(id(2))).isEmpty();
    }

    @Test
    default void anIdOlderThanThisStartIsKnownAsSuch() throws Exception {
        JobStore jobs = storage(NOON.plus(999, ChronoUnit.MICROS), MANY).jobs();

        assertThat(jobs.absence(idAt(NOON.minusMillis(1), 4_000_000))).isEqualTo(absenceOfAnOlderId());
        assertThat(jobs.absence(new JobId(1))).isEqualTo(absenceOfAnOlderId());
        assertThat(jobs.absence(idAt(NOON, 0)))
                .as("ids know whole milliseconds only, so one of the very millisecond of the start may be of this life")
                .isEqualTo(Absence.NEVER_SEEN);
        assertThat(jobs.absence(idAt(NOON.plusSeconds(1), 0))).isEqualTo(Absence.NEVER_SEEN);
        assertThat(jobs.absence(new JobId(Long.MAX_VALUE))).isEqualTo(Absence.NEVER_SEEN);
    }

    // Removal

    @Test
    default void anUnfinishedJobIsNotRemoved() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));
        assertThat(jobs.remove(id(1), NOON)).isFalse();

        jobs.update(id(1), job -> job.start(NOON));
        assertThat(jobs.remove(id(1), NOON)).isFalse();

        assertThat(jobs.removeExpired(NOON.plus(Duration.ofDays(36_500)), MANY)).isZero();
        assertThat(jobs.find(id(1))).isPresent();
    }

    @Test
    default void aRemovedJobIsGoneFromEverywhere() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));
        end(jobs, id(1), NOON);

        assertThat(jobs.remove(id(1), NOON)).isTrue();

        assertThat(jobs.find(id(1))).isEmpty();
        assertThat(jobs.page(JobQuery.newest(10)).jobs()).isEmpty();
        assertThat(jobs.page(JobQuery.newest(10).of("Admin")).jobs()).isEmpty();
        assertThat(jobs.count()).isEqualTo(new Count(0, 0));
        assertThat(jobs.remove(id(1), NOON)).isFalse();
        assertThat(jobs.removeExpired(NOON.plus(RETENTION), MANY)).isZero();
    }

    @Test
    default void removalTakesInputResultAndLogAlong() throws Exception {
        Storage storage = storage();
        Document input = Document.EMPTY_OBJECT;
        Content large = content(storage, 200_000, 1);
        Content result = content(storage, 300_000, 2);
        storage.jobs().create(accepted(id(1), requestWith(new Document(input.mediaType(), null, large))));
        storage.logs().append(id(1), "hello\n");
        storage.jobs().update(id(1), job -> job.start(NOON).succeed(1, NOON, new Document("text/plain", null, result)));

        storage.jobs().remove(id(1), NOON);

        assertThatExceptionOfType(IOException.class).isThrownBy(large::bytes);
        assertThatExceptionOfType(IOException.class).isThrownBy(result::bytes);
        assertThat(storage.logs().length(id(1))).isZero();
    }

    @Test
    default void whoeverReadsAResultWhileItsJobIsRemovedReadsOnOrIsToldNeverOtherBytes() throws Exception {
        Storage storage = storage();
        storage.jobs().create(waiting(1));
        Content result = content(storage, 300_000, 3);
        storage.jobs().update(id(1), job -> job.start(NOON).succeed(1, NOON, new Document("text/plain", null, result)));

        try (InputStream in = result.open()) {
            byte[] first = in.readNBytes(10);
            storage.jobs().remove(id(1), NOON);
            content(storage, 300_000, 4);
            byte[] rest = in.readAllBytes();

            assertThat(first).isEqualTo(Arrays.copyOf(bytes(300_000, 3), 10));
            assertThat(rest).isEqualTo(Arrays.copyOfRange(bytes(300_000, 3), 10, 300_000));
        } catch (IOException told) {
            assertThat(told).isNotNull();
        }
    }

    @Test
    default void endedJobsExpireAtTheirOwnTimeAndNotBefore() throws Exception {
        JobStore jobs = store();
        Duration hour = Duration.ofHours(1);
        Duration day = Duration.ofDays(1);
        jobs.create(accepted(id(1), requestKeptFor(day)));
        jobs.create(accepted(id(2), requestKeptFor(hour)));
        jobs.create(accepted(id(3), requestKeptFor(hour)));
        end(jobs, id(1), NOON);
        end(jobs, id(2), NOON.plusSeconds(10));
        end(jobs, id(3), NOON.plusSeconds(5));

        assertThat(jobs.removeExpired(NOON.plus(hour).plusSeconds(5).minusMillis(1), MANY))
                .isZero();
        assertThat(jobs.removeExpired(NOON.plus(hour).plusSeconds(5), MANY)).isEqualTo(1);
        assertThat(numbers(jobs.page(JobQuery.newest(10)))).containsExactly(2, 1);
        assertThat(jobs.removeExpired(NOON.plus(hour).plusSeconds(10), MANY)).isEqualTo(1);
        assertThat(jobs.removeExpired(NOON.plus(day).minusMillis(1), MANY)).isZero();
        assertThat(jobs.removeExpired(NOON.plus(day), MANY)).isEqualTo(1);
        assertThat(jobs.count()).isEqualTo(new Count(0, 0));
    }

    @Test
    default void onlySoManyExpireAtOnceAndTheOthersNextTime() throws Exception {
        JobStore jobs = store();
        for (int n = 1; n <= 10; n++) {
            jobs.create(waiting(n));
            end(jobs, id(n), NOON);
        }

        assertThat(jobs.removeExpired(NOON.plus(RETENTION), 4)).isEqualTo(4);
        assertThat(jobs.count()).isEqualTo(new Count(6, 6));
        assertThat(jobs.removeExpired(NOON.plus(RETENTION), 4)).isEqualTo(4);
        assertThat(jobs.removeExpired(NOON.plus(RETENTION), 4)).isEqualTo(2);
        assertThat(jobs.removeExpired(NOON.plus(RETENTION), 4)).isZero();
    }

    @Test
    default void pastTheMostTheOldestEndedJobsGoEarlyAndUnfinishedOnesNever() throws Exception {
        JobStore jobs = storage(NOON, 3).jobs();
        for (int n = 1; n <= 8; n++) {
            jobs.create(accepted(id(n), n % 2 == 0 ? requestKeptFor(Duration.ofHours(1)) : request()));
        }
        // They end in another order than they came: 6 first, 2 last.
        for (int n = 6; n >= 2; n--) {
            end(jobs, id(n), NOON.plusSeconds(60 - n));
        }

        assertThat(numbers(jobs.page(JobQuery.newest(10)))).containsExactly(8, 7, 4, 3, 2, 1);
        assertThat(jobs.count()).isEqualTo(new Count(6, 3));
    }

    // Keys

    private static Once once(int key, int request) {
        return new Once(OnceKey.of("user", "key " + key), request, false);
    }

    @Test
    default void aKeyLeadsToTheJobThatHadItFirst() throws Exception {
        JobStore jobs = store();
        Once once = once(1, 10);
        assertThat(jobs.holder(once.key())).isEmpty();

        assertThat(jobs.create(waiting(1), once)).isEqualTo(new Holder(id(1), once));
        assertThat(jobs.create(waiting(2), once)).isEqualTo(new Holder(id(1), once));
        assertThat(jobs.create(waiting(3), once(1, 11)))
                .as("what was asked first, so that another request is told from a repeat")
                .isEqualTo(new Holder(id(1), once));
        assertThat(jobs.create(waiting(4), once(2, 10))).isEqualTo(new Holder(id(4), once(2, 10)));

        assertThat(jobs.holder(once.key())).contains(new Holder(id(1), once));
        assertThat(numbers(jobs.page(JobQuery.newest(10)))).containsExactly(4, 1);
        assertThat(jobs.find(id(2))).isEmpty();
        assertThat(jobs.count()).isEqualTo(new Count(2, 0));
    }

    @Test
    default void whatAKeyIsKeptWithComesBackAsItWas() throws Exception {
        JobStore jobs = store();
        List<Long> requests = List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
        for (int n = 0; n < 10; n++) {
            Once once = new Once(new OnceKey(n % 3 - 1L, -n), requests.get(n % 5), n % 2 == 0);
            jobs.create(waiting(n), once);

            assertThat(jobs.holder(once.key())).contains(new Holder(id(n), once));
            assertThat(jobs.holder(new OnceKey(once.key().high(), n + 1))).isEmpty();
        }
    }

    @Test
    default void aKeyIsNotTakenByAJobThatCannotBeKept() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));

        assertThatIllegalStateException().isThrownBy(() -> jobs.create(waiting(1), once(1, 1)));

        assertThat(jobs.holder(once(1, 1).key())).isEmpty();
        assertThat(jobs.create(waiting(2), once(1, 1)).id()).isEqualTo(id(2));
    }

    @Test
    default void aKeyOutlivesItsJobUntilItIsADayOld() throws Exception {
        JobStore jobs = store();
        Once once = once(1, 1);
        jobs.create(waiting(1), once);
        end(jobs, id(1), NOON);
        jobs.remove(id(1), NOON);

        for (int hour = 0; hour < 24; hour++) {
            jobs.removeExpired(NOON.plus(Duration.ofHours(hour)), MANY);
        }
        jobs.removeExpired(NOON.plus(Duration.ofDays(1)).minusMillis(1), MANY);
        assertThat(jobs.holder(once.key())).contains(new Holder(id(1), once));
        assertThat(jobs.create(waiting(2), once).id()).isEqualTo(id(1));

        jobs.removeExpired(NOON.plus(Duration.ofHours(26)), MANY);
        assertThat(jobs.holder(once.key())).isEmpty();
        assertThat(jobs.create(waiting(2), once).id()).isEqualTo(id(2));
    }

    @Test
    default void aKeyIsHeldAsLongAsItsJobIsKept() throws Exception {
        JobStore jobs = store();
        Once ended = once(1, 1);
        Once unfinished = once(2, 1);
        Once brief = once(3, 1);
        jobs.create(waiting(1), ended);
        jobs.create(waiting(2), unfinished);
        jobs.create(accepted(id(3), requestKeptFor(Duration.ofMinutes(1))), brief);
        end(jobs, id(1), NOON);
        end(jobs, id(3), NOON);

        jobs.removeExpired(NOON.plus(RETENTION).minusMillis(1), MANY);
        assertThat(jobs.holder(ended.key())).isPresent();
        assertThat(jobs.holder(unfinished.key())).isPresent();
        assertThat(jobs.holder(brief.key())).isEmpty();

        jobs.removeExpired(NOON.plus(RETENTION), MANY);
        jobs.removeExpired(NOON.plus(RETENTION).plus(Duration.ofHours(2)), MANY);
        assertThat(jobs.holder(ended.key())).isEmpty();
        assertThat(jobs.holder(unfinished.key())).isPresent();
    }

    @Test
    default void aHundredWhoClaimAKeyAtOnceGetOneJob() throws Exception {
        JobStore jobs = store();
        for (int round = 0; round < 20; round++) {
            int first = round * 100;
            Once once = once(round, 1);
            Set<JobId> answers = ConcurrentHashMap.newKeySet();

            new Race()
                    .with(100, number -> {
                        Holder holder = jobs.create(waiting(first + number), once);
                        assertThat(jobs.find(holder.id()))
                                .as("kept before anybody hears of it")
                                .isPresent();
                        answers.add(holder.id());
                    })
                    .run();

            assertThat(answers).hasSize(1);
            assertThat(jobs.count()).isEqualTo(new Count(round + 1, 0));
            assertThat(jobs.holder(once.key()).map(Holder::id))
                    .contains(answers.iterator().next());
        }
    }

    @Test
    default void keysThatComeWhileOthersAreForgottenAreHeld() throws Exception {
        JobStore jobs = store();
        int each = 500;
        for (int n = 0; n < each; n++) {
            jobs.create(accepted(idAt(NOON.minus(Duration.ofDays(2)), n), request()), once(-1 - n, 1));
            jobs.update(idAt(NOON.minus(Duration.ofDays(2)), n), job -> job.cancel(NOON, "user"));
            jobs.remove(idAt(NOON.minus(Duration.ofDays(2)), n), NOON);
        }

        new Race()
                .with(4, number -> {
                    for (int i = 0; i < each; i++) {
                        int n = number * each + i;
                        jobs.create(waiting(n), once(n, n));
                        assertThat(jobs.holder(once(n, n).key()).map(Holder::id))
                                .contains(id(n));
                    }
                })
                .with(2, number -> {
                    for (int hour = 2; hour < 22; hour += 2) {
                        jobs.removeExpired(NOON.plus(Duration.ofHours(hour)), MANY);
                    }
                })
                .run();

        for (int n = 0; n < 4 * each; n++) {
            assertThat(jobs.holder(once(n, n).key())).contains(new Holder(id(n), once(n, n)));
        }
        for (int n = 0; n < each; n++) {
            assertThat(jobs.holder(once(-1 - n, 1).key())).isEmpty();
        }
    }

    // Races

    @Test
    default void noUpdateOfManyAtOnceIsLost() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));
        jobs.update(id(1), job -> job.start(NOON));
        AtomicInteger happened = new AtomicInteger();
        int each = 250;

        new Race()
                .with(16, number -> {
                    for (int i = 0; i < each; i++) {
                        Progress mine = new Progress(0, number + "/" + i);
                        Change change =
                                jobs.update(id(1), job -> job.progress(1, mine)).orElseThrow();
                        assertThat(change.after().phase().progress()).isEqualTo(mine);
                        assertThat(change.after().version())
                                .isEqualTo(change.before().version() + 1);
                        happened.incrementAndGet();
                    }
                })
                .run();

        assertThat(happened).hasValue(16 * each);
        assertThat(jobs.find(id(1)).orElseThrow().version()).isEqualTo(2 + 16 * each);
    }

    @Test
    default void ofManyThatEndAJobAtOnceExactlyOneDoes() throws Exception {
        JobStore jobs = store();
        for (int round = 1; round <= 100; round++) {
            JobId id = id(round);
            jobs.create(waiting(round));
            jobs.update(id, job -> job.start(NOON));
            AtomicInteger ended = new AtomicInteger();

            new Race()
                    .with(
                            4,
                            number -> jobs.update(
                                            id,
                                            job -> number % 2 == 0
                                                    ? job.succeed(1, NOON, null)
                                                    : job.fail(1, NOON, FAULT))
                                    .filter(Change::ended)
                                    .ifPresent(change -> ended.incrementAndGet()))
                    .run();

            assertThat(ended).hasValue(1);
        }
        assertThat(jobs.count()).isEqualTo(new Count(100, 100));
    }

    @Test
    default void ofManyThatCreateTheSameJobExactlyOneDoes() throws Exception {
        JobStore jobs = store();
        for (int round = 1; round <= 100; round++) {
            Job job = waiting(round);
            AtomicInteger refused = new AtomicInteger();

            new Race()
                    .with(4, number -> {
                        try {
                            jobs.create(job);
                        } catch (IllegalStateException e) {
                            refused.incrementAndGet();
                        }
                    })
                    .run();

            assertThat(refused).hasValue(3);
        }
        assertThat(numbers(jobs.page(JobQuery.newest(200)))).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    default void aJobIsFoundEverywhereAsSoonAsCreateReturns() throws Exception {
        JobStore jobs = store();
        int each = 300;

        new Race()
                .with(8, number -> {
                    for (int i = 0; i < each; i++) {
                        int n = 1 + number * each + i;
                        String owner = "owner" + i % 3;
                        jobs.create(accepted(id(n), requestOf(owner)));
                        assertThat(jobs.find(id(n))).isPresent();
                        assertThat(numbers(jobs.page(JobQuery.newest(1).olderThan(id(n + 1)))))
                                .containsExactly(n);
                        assertThat(numbers(
                                        jobs.page(JobQuery.newest(1).of(owner).olderThan(id(n + 1)))))
                                .containsExactly(n);
                    }
                })
                .run();

        assertThat(jobs.count()).isEqualTo(new Count(8L * each, 0));
    }

    @Test
    default void anUpdateOfAJobThatIsRemovedMeanwhileFindsItOrDoesNot() throws Exception {
        JobStore jobs = store();
        for (int round = 1; round <= 200; round++) {
            JobId id = id(round);
            jobs.create(waiting(round));
            AtomicBoolean removed = new AtomicBoolean();

            new Race()
                    .with(1, number -> jobs.update(id, job -> job.cancel(NOON, "user")))
                    .with(2, number -> {
                        if (jobs.remove(id, NOON)) {
                            assertThat(removed.getAndSet(true)).isFalse();
                            assertThat(jobs.find(id)).isEmpty();
                            assertThat(jobs.update(id, job -> job.cancel(NOON, "user")))
                                    .isEmpty();
                        }
                    })
                    .run();

            boolean gone = jobs.find(id).isEmpty();
            assertThat(gone).isEqualTo(removed.get());
            assertThat(jobs.remove(id, NOON)).isEqualTo(!gone);
        }
        assertThat(jobs.count()).isEqualTo(new Count(0, 0));
        assertThat(jobs.page(JobQuery.newest(1)).jobs()).isEmpty();
    }

    @Test
    default void whileJobsExpireReadersSeeThemWholeOrNotAtAll() throws Exception {
        JobStore jobs = store();
        int many = rounds(2000);
        for (int n = 1; n <= many; n++) {
            jobs.create(waiting(n));
            end(jobs, id(n), NOON.plusMillis(n));
        }
        AtomicInteger removed = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();

        new Race()
                .with(2, number -> {
                    for (int n = 0; n <= many; n += 50) {
                        removed.addAndGet(jobs.removeExpired(NOON.plusMillis(n).plus(RETENTION), MANY));
                    }
                    done.set(true);
                })
                .with(4, number -> {
                    Random random = new Random(number);
                    while (!done.get()) {
                        Optional<Job> found = jobs.find(id(1 + random.nextInt(many)));
                        found.ifPresent(job -> assertThat(job.status()).isEqualTo(JobStatus.SUCCESS));
                        assertThat(numbers(jobs.page(JobQuery.newest(20))))
                                .isSortedAccordingTo(Collections.reverseOrder())
                                .doesNotHaveDuplicates();
                    }
                })
                .run();

        assertThat(removed).hasValue(many);
        assertThat(jobs.count()).isEqualTo(new Count(0, 0));
    }

    @Test
    default void anOwnersFirstJobThatComesWhileTheLastOneGoesIsListed() throws Exception {
        JobStore jobs = store();
        Request request = requestOf("busy");
        AtomicInteger next = new AtomicInteger();

        new Race()
                .with(4, number -> {
                    for (int i = 0; i < rounds(1000); i++) {
                        int n = next.incrementAndGet();
                        jobs.create(accepted(id(n), request));
                        assertThat(numbers(
                                        jobs.page(JobQuery.newest(1).of("busy").olderThan(id(n + 1)))))
                                .containsExactly(n);
                        jobs.update(id(n), job -> job.cancel(NOON, "user"));
                        assertThat(jobs.remove(id(n), NOON)).isTrue();
                    }
                })
                .run();

        assertThat(jobs.page(JobQuery.newest(1).of("busy")).jobs()).isEmpty();
        assertThat(jobs.count()).isEqualTo(new Count(0, 0));
    }

    @Test
    default void manyJobsThatEndAtOnceLeaveExactlyTheMost() throws Exception {
        int most = 50;
        JobStore jobs = storage(NOON, most).jobs();
        int each = 200;

        new Race()
                .with(8, number -> {
                    for (int i = 0; i < each; i++) {
                        int n = 1 + number * each + i;
                        jobs.create(accepted(id(n), n % 2 == 0 ? request() : requestKeptFor(Duration.ofHours(1))));
                        if (i % 4 != 0) {
                            end(jobs, id(n), NOON.plusMillis(n));
                        }
                    }
                })
                .run();

        int unfinished = 8 * each / 4;
        assertThat(jobs.count()).isEqualTo(new Count((long) unfinished + most, most));
        assertThat(jobs.page(JobQuery.newest(MANY)).jobs())
                .filteredOn(job -> !job.isCompleted())
                .hasSize(unfinished);
    }

    private static Content content(Storage storage, int length, int seed) throws IOException {
        try (Spool.Draft draft = storage.spool().begin()) {
            draft.write(bytes(length, seed));
            return draft.finish();
        }
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
