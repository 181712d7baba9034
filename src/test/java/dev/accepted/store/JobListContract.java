package dev.accepted.store;

import static dev.accepted.job.JobFixtures.FAULT;
import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.id;
import static dev.accepted.job.JobFixtures.idAt;
import static dev.accepted.job.JobFixtures.request;
import static dev.accepted.job.JobFixtures.requestOf;
import static dev.accepted.job.JobFixtures.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the lists of every store must do: pages, filters, and walks while jobs come, change and go. */
@Timeout(120)
public interface JobListContract {

    /** A new, empty store with its logs and its spool. */
    Storage storage(Instant startedAt, long maxEnded) throws Exception;

    /** How often races go round, of so many times: a store that waits for a disk shows in fewer rounds what it does. */
    default int rounds(int many) {
        return many;
    }

    private JobStore store() throws Exception {
        return storage(NOON, 1_000_000).jobs();
    }

    private static Job waiting(int n) {
        return accepted(id(n), request());
    }

    private static List<Integer> numbers(JobPage page) {
        return page.jobs().stream().map(JobListContract::number).toList();
    }

    private static int number(Job job) {
        return (int) (job.id().value() - JobId.firstAt(NOON).value());
    }

    // Pages

    @Test
    default void anEmptyStoreHasAnEmptyPage() throws Exception {
        assertPage(store().page(JobQuery.newest(10)), List.of(), false, false);
    }

    @Test
    default void pagesAreNewestFirstInWhateverOrderJobsCame() throws Exception {
        JobStore jobs = store();
        List<Integer> numbers =
                new ArrayList<>(IntStream.rangeClosed(1, 1000).boxed().toList());
        Collections.shuffle(numbers, new Random(1));
        numbers.forEach(n -> jobs.create(waiting(n)));

        JobPage page = jobs.page(JobQuery.newest(1000));

        assertPage(page, IntStream.rangeClosed(1, 1000).mapToObj(n -> 1001 - n).toList(), false, false);
    }

    @Test
    default void aPageSaysWhetherThereIsMoreOnEitherSide() throws Exception {
        JobStore jobs = store();
        IntStream.rangeClosed(1, 10).forEach(n -> jobs.create(waiting(n)));
        JobQuery query = JobQuery.newest(4);

        assertPage(jobs.page(query), List.of(10, 9, 8, 7), true, false);
        assertPage(jobs.page(query.olderThan(id(7))), List.of(6, 5, 4, 3), true, true);
        assertPage(jobs.page(query.olderThan(id(3))), List.of(2, 1), false, true);
        assertPage(jobs.page(query.olderThan(id(5))), List.of(4, 3, 2, 1), false, true);
        assertPage(jobs.page(query.newerThan(id(2))), List.of(6, 5, 4, 3), true, true);
        assertPage(jobs.page(query.newerThan(id(6))), List.of(10, 9, 8, 7), true, false);
        assertPage(jobs.page(query.newerThan(id(8))), List.of(10, 9), true, false);
        assertPage(jobs.page(query.newerThan(idAt(NOON.minusSeconds(1), 0))), List.of(4, 3, 2, 1), false, true);
    }

    @Test
    default void aPageBeyondTheEndIsEmptyAndKnowsTheWayBack() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));
        jobs.create(waiting(2));
        JobQuery query = JobQuery.newest(4);

        assertPage(jobs.page(query.olderThan(id(1))), List.of(), false, true);
        assertPage(jobs.page(query.newerThan(id(2))), List.of(), true, false);
        assertPage(jobs.page(query.olderThan(new JobId(1))), List.of(), false, true);
        assertPage(jobs.page(query.newerThan(new JobId(Long.MAX_VALUE))), List.of(), true, false);
    }

    @Test
    default void theWayBackFromAnEmptyPageBeginsWithTheJobThatItWasAskedFrom() throws Exception {
        JobStore jobs = store();
        IntStream.rangeClosed(1, 3).forEach(n -> jobs.create(waiting(n)));
        JobQuery query = JobQuery.newest(2);
        JobQuery end = query.olderThan(id(1));
        JobQuery beginning = query.newerThan(id(3));

        assertThat(jobs.page(end).previous(end).map(jobs::page).map(JobListContract::numbers))
                .contains(List.of(2, 1));
        assertThat(jobs.page(beginning).next(beginning).map(jobs::page).map(JobListContract::numbers))
                .contains(List.of(3, 2));
    }

    @Test
    default void aPageMayBeginAtAJobThatIsGone() throws Exception {
        JobStore jobs = store();
        IntStream.rangeClosed(1, 5).forEach(n -> jobs.create(waiting(n)));
        jobs.update(id(3), job -> succeeded(job, NOON));
        jobs.remove(id(3), NOON);

        assertPage(jobs.page(JobQuery.newest(1).olderThan(id(3))), List.of(2), true, true);
        assertPage(jobs.page(JobQuery.newest(1).newerThan(id(3))), List.of(4), true, true);
    }

    @Test
    default void anOwnersPagesHoldThatOwnersJobsOnly() throws Exception {
        JobStore jobs = store();
        for (int n = 1; n <= 9; n++) {
            jobs.create(accepted(id(n), requestOf("owner" + n % 3)));
        }
        JobQuery query = JobQuery.newest(2).of("owner1");

        assertPage(jobs.page(query), List.of(7, 4), true, false);
        assertPage(jobs.page(query.olderThan(id(4))), List.of(1), false, true);
        assertPage(jobs.page(query.newerThan(id(1))), List.of(7, 4), true, false);
        assertPage(jobs.page(JobQuery.newest(9).of("nobody")), List.of(), false, false);
        assertPage(jobs.page(JobQuery.newest(9).of("OWNER1")), List.of(), false, false);
    }

    @Test
    default void aPageShowsJobsAsTheyAreNow() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));
        jobs.update(id(1), job -> job.start(NOON));

        assertThat(jobs.page(JobQuery.newest(1)).jobs()).extracting(Job::status).containsExactly(JobStatus.INPROGRESS);
    }

    private static void assertPage(JobPage page, List<Integer> numbers, boolean hasOlder, boolean hasNewer) {
        assertThat(numbers(page)).isEqualTo(numbers);
        assertThat(page.older() != null).as("has older").isEqualTo(hasOlder);
        assertThat(page.newer() != null).as("has newer").isEqualTo(hasNewer);
    }

    // Filters

    @Test
    default void eachFilterLeadsToTheJobsThatPassAndNoOthersInBothDirections() throws Exception {
        JobStore jobs = store();
        Random random = new Random(4);
        List<Job> all = new ArrayList<>();
        for (int n = 0; n < 700; n++) {
            all.add(someJob(jobs, n, random));
        }
        Collections.reverse(all);

        for (int round = 0; round < rounds(400); round++) {
            JobFilter filter = someFilter(random);
            List<JobId> expected =
                    all.stream().filter(filter::passes).map(Job::id).toList();
            JobQuery query = JobQuery.newest(1 + random.nextInt(60)).where(filter);

            assertThat(down(jobs, query)).as("down: %s", query).isEqualTo(expected);
            assertThat(up(jobs, query)).as("up: %s", query).isEqualTo(expected);
            assertThat(jobs.page(query).total()).as("total: %s", query).isIn(null, (long) expected.size());
        }
    }

    private static Job someJob(JobStore jobs, int n, Random random) {
        JobId id = idAt(NOON.plusMillis(n / 4), n);
        String name = random.nextInt(9) == 0 ? "Monthly REPORT" : "Update";
        String summary = random.nextInt(9) == 0 ? "the report of May" : "";
        jobs.create(accepted(
                id,
                request(
                        "owner" + random.nextInt(4),
                        "type" + random.nextInt(3),
                        "queue" + random.nextInt(2),
                        name,
                        summary)));
        int phase = random.nextInt(8);
        Instant now = NOON.plusSeconds(1);
        return jobs.update(id, job -> switch (phase) {
                    case 0 -> job;
                    case 1 -> job.start(now);
                    case 2 -> job.start(now).tryAgain(1, now, FAULT, now);
                    case 3 -> job.start(now).cancel(now, "user");
                    case 4 -> job.start(now).fail(1, now, FAULT);
                    case 5 -> job.cancel(now, "user");
                    case 6 -> job.start(now).overrun(1, now).giveUp(1, now);
                    default -> succeeded(job, now);
                })
                .orElseThrow()
                .after();
    }

    private static JobFilter someFilter(Random random) {
        JobFilter filter = JobFilter.ALL;
        if (random.nextBoolean()) {
            filter = filter.in(some(List.of(JobStatus.values()), random));
        }
        if (random.nextInt(3) == 0) {
            filter = filter.ofTypes(some(List.of("type0", "type1", "none"), TypeName::new, random));
        }
        if (random.nextInt(3) == 0) {
            filter = filter.inQueues(some(List.of("queue0", "queue1", "none"), QueueName::new, random));
        }
        if (random.nextInt(3) == 0) {
            filter = filter.ofOwners(some(List.of("owner0", "owner1", "Owner2"), owner -> owner, random));
        }
        if (random.nextInt(4) == 0) {
            filter = filter.only("owner1");
        }
        if (random.nextInt(4) == 0) {
            filter = filter.from(NOON.plusMillis(random.nextInt(200)));
        }
        if (random.nextInt(4) == 0) {
            filter = filter.before(NOON.plusMillis(random.nextInt(200)));
        }
        return random.nextInt(4) == 0 ? filter.containing(random.nextBoolean() ? "report" : "ePO") : filter;
    }

    private static <T> Set<T> some(List<T> of, Random random) {
        return of.stream().filter(one -> random.nextBoolean()).collect(Collectors.toSet());
    }

    private static <T> Set<T> some(List<String> of, Function<String, T> make, Random random) {
        return some(of, random).stream().map(make).collect(Collectors.toSet());
    }

    private static List<JobId> down(JobStore jobs, JobQuery first) {
        List<JobId> met = new ArrayList<>();
        Optional<JobQuery> query = Optional.of(first);
        while (query.isPresent()) {
            JobPage page = jobs.page(query.get());
            assertThat(page.jobs()).hasSizeLessThanOrEqualTo(first.limit());
            page.jobs().forEach(job -> met.add(job.id()));
            query = page.next(query.get());
        }
        return met;
    }

    /** From the oldest to the newest; what was met comes in the order of the other direction. */
    private static List<JobId> up(JobStore jobs, JobQuery anywhere) {
        List<JobId> met = new ArrayList<>();
        Optional<JobQuery> query = Optional.of(anywhere.newerThan(new JobId(1)));
        while (query.isPresent()) {
            JobPage page = jobs.page(query.get());
            met.addAll(0, page.jobs().stream().map(Job::id).toList());
            query = page.previous(query.get());
        }
        return met;
    }

    @Test
    default void aFilterThatNothingCanPassHasAnEmptyPageAndNoWayOn() throws Exception {
        JobStore jobs = store();
        jobs.create(waiting(1));
        JobQuery query = JobQuery.newest(10);

        assertPage(jobs.page(query.where(JobFilter.ALL.in(Set.of()))), List.of(), false, false);
        assertPage(
                jobs.page(query.where(JobFilter.ALL.from(NOON.plusSeconds(9)).before(NOON))), List.of(), false, false);
        assertPage(
                jobs.page(query.where(JobFilter.ALL.ofOwners(Set.of("other")).only("Admin"))), List.of(), false, false);
    }

    // Races

    @Test
    default void aWalkThroughAllPagesShowsEachJobThatStaysOnceWhileOthersComeAndGo() throws Exception {
        JobStore jobs = store();
        int many = rounds(3000);
        Set<Integer> stay = ConcurrentHashMap.newKeySet();
        for (int n = 1; n <= many; n++) {
            jobs.create(accepted(id(n), requestOf("owner" + n % 2)));
            if (n % 3 == 0) {
                stay.add(n);
            } else {
                jobs.update(id(n), job -> succeeded(job, NOON));
            }
        }
        AtomicInteger walking = new AtomicInteger(4);
        AtomicLong next = new AtomicLong(many);

        new Race()
                .with(2, number -> {
                    Random random = new Random(number);
                    while (walking.get() > 0) {
                        int n = 1 + random.nextInt(many);
                        if (n % 3 != 0 && !jobs.remove(id(n), NOON)) {
                            try {
                                jobs.create(succeeded(accepted(id(n), requestOf("owner" + n % 2)), NOON));
                            } catch (IllegalStateException theOtherThreadWasFaster) {
                                assertThat(theOtherThreadWasFaster).hasMessageContaining("already");
                            }
                        }
                        if (next.get() < 3L * many) {
                            jobs.create(accepted(id((int) next.incrementAndGet()), requestOf("owner0")));
                        }
                    }
                })
                .with(4, number -> {
                    try {
                        walk(jobs, JobQuery.newest(7 + number), number % 2 == 0, many, stay);
                        walk(jobs, JobQuery.newest(7 + number).of("owner0"), number % 2 == 1, many, even(stay));
                    } finally {
                        walking.decrementAndGet();
                    }
                })
                .run();
    }

    /** Jobs go back and forth between waiting and running all the time, and are always one or the other. */
    @Test
    default void aJobThatGoesFromOneStatusToAnotherIsNeverMissedByWhoAsksForBoth() throws Exception {
        JobStore jobs = store();
        int many = 20;
        Set<Integer> stay = ConcurrentHashMap.newKeySet();
        for (int n = 1; n <= many; n++) {
            jobs.create(waiting(n));
            stay.add(n);
        }
        JobFilter unfinished = JobFilter.ALL.in(EnumSet.of(JobStatus.UNDETERMINED, JobStatus.INPROGRESS));
        AtomicInteger walking = new AtomicInteger(3);

        new Race()
                .with(2, number -> {
                    Random random = new Random(number);
                    for (int i = 0; i < 20_000 && walking.get() > 0; i++) {
                        jobs.update(id(1 + random.nextInt(many)), job -> {
                            Job next = job.start(NOON);
                            return next == job ? job.tryAgain(job.attempt(), NOON, FAULT, NOON) : next;
                        });
                    }
                })
                .with(3, number -> {
                    try {
                        for (int i = 0; i < rounds(1000); i++) {
                            JobQuery query = JobQuery.newest(10 + 6 * number).where(unfinished);
                            walk(jobs, number == 0 ? query.of("Admin") : query, i % 2 == 0, many, stay);
                        }
                    } finally {
                        walking.decrementAndGet();
                    }
                })
                .run();
    }

    private static Set<Integer> even(Set<Integer> numbers) {
        return numbers.stream().filter(n -> n % 2 == 0).collect(Collectors.toSet());
    }

    /** Walks from one end to the other, and checks what was met of those that were there all the time. */
    private static void walk(JobStore jobs, JobQuery query, boolean down, int many, Set<Integer> stay) {
        List<Integer> met = new ArrayList<>();
        Optional<JobQuery> next = Optional.of(down ? query.olderThan(id(many + 1)) : query.newerThan(id(0)));
        while (next.isPresent()) {
            JobPage page = jobs.page(next.get());
            List<Integer> numbers = numbers(page);
            assertThat(numbers).isSortedAccordingTo(Collections.reverseOrder());
            met.addAll(numbers);
            next = down ? page.next(next.get()) : page.previous(next.get());
            if (!down && page.newer() != null && page.newer().compareTo(id(many)) >= 0) {
                next = Optional.empty();
            }
        }
        assertThat(met).doesNotHaveDuplicates();
        assertThat(met).containsAll(stay);
    }
}
