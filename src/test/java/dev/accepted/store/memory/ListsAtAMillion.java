package dev.accepted.store.memory;

import dev.accepted.job.Caller;
import dev.accepted.job.Document;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.JobStatus;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request;
import dev.accepted.job.Request.Place;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.TypeName;
import dev.accepted.store.JobFilter;
import dev.accepted.store.JobPage;
import dev.accepted.store.JobQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * How long a page of 50 takes in a store of a million jobs, beside the same page in a store of a thousand, in one run: a
 * thousand owners, twenty types, four queues, one job in ten failed, a hundred unfinished.
 *
 * <p>Prints one line a filter; {@code mvn -Pbench} runs it.
 */
final class ListsAtAMillion {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Terms TERMS = new Terms(Duration.ofMinutes(10), Duration.ofDays(7));
    private static final int ROUNDS = 400;

    private ListsAtAMillion() {}

    public static void main(String[] args) throws IOException {
        Path temp = Files.createTempDirectory("lists-at-a-million");
        try (SpoolFolder folder = SpoolFolder.open(temp, 1_000_000, new SecureRandom())) {
            MemoryJobStore few = store(folder, 1_000);
            MemoryJobStore many = store(folder, 1_000_000);
            System.out.println("| page of 50 | of a thousand jobs, µs | of a million, µs | jobs on the page |");
            System.out.println("|---|---|---|---|");
            filters().forEach((what, filter) -> {
                measure(few, filter);
                measure(many, filter);
                System.out.printf(
                        "| %s | %.0f | %.0f | %d |%n",
                        what,
                        measure(few, filter),
                        measure(many, filter),
                        many.page(JobQuery.newest(50).where(filter)).jobs().size());
            });
        }
    }

    private static Map<String, JobFilter> filters() {
        JobFilter all = JobFilter.ALL;
        Set<JobStatus> failed = EnumSet.of(JobStatus.FAILURE);
        Set<JobStatus> running = EnumSet.of(JobStatus.INPROGRESS, JobStatus.CANCELLING);
        Set<TypeName> type = Set.of(new TypeName("type7"));
        Map<String, JobFilter> filters = new LinkedHashMap<>();
        filters.put("no filter", all);
        filters.put("failed", all.in(failed));
        filters.put("running", all.in(running));
        filters.put("one owner", all.only("owner7"));
        filters.put("one owner, failed", all.only("owner7").in(failed));
        filters.put("one type, failed", all.ofTypes(type).in(failed));
        filters.put("one type, one queue", all.ofTypes(type).inQueues(Set.of(new QueueName("queue1"))));
        filters.put("one owner, one type", all.only("owner7").ofTypes(type));
        filters.put(
                "one owner, one type, failed, first half of the time",
                all.only("owner7").ofTypes(type).in(failed).before(START.plusSeconds(50)));
        filters.put("text that one job in a hundred has", all.containing("NUMBER 7"));
        filters.put("text that no job has (a short page, 10,000 looked at)", all.containing("needle"));
        filters.put(
                "two large groups that share no job (a short page, 10,000 looked at)",
                all.ofTypes(type).inQueues(Set.of(new QueueName("queue0"))));
        return filters;
    }

    /** The median, in microseconds of the processor's time, so that what else the machine does counts less. */
    private static double measure(MemoryJobStore jobs, JobFilter filter) {
        JobQuery query = JobQuery.newest(50).where(filter);
        double[] micros = new double[ROUNDS];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int sum = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long began = threads.getCurrentThreadCpuTime();
            JobPage page = jobs.page(query);
            micros[i] = (threads.getCurrentThreadCpuTime() - began) / 1e3;
            sum += page.jobs().size();
        }
        if (sum < 0) {
            throw new IllegalStateException();
        }
        Arrays.sort(micros);
        return micros[ROUNDS / 2];
    }

    private static MemoryJobStore store(SpoolFolder folder, int count) {
        MemoryJobStore jobs = new MemoryJobStore(START, count, 0, new MemoryJobLogs(folder, 1_000_000));
        Random random = new Random(1);
        Caller[] owners = new Caller[1000];
        Arrays.setAll(owners, n -> new Caller("owner" + n, Set.of("job-user")));
        for (int n = 0; n < count; n++) {
            Instant accepted = START.plusMillis(n / 10);
            JobId id = new JobId(JobId.firstAt(accepted).value() + n % 10);
            int type = random.nextInt(20);
            Request request = new Request(
                    new TypeName("type" + type),
                    "Report number " + random.nextInt(100),
                    "random text",
                    owners[random.nextInt(1000)],
                    Document.EMPTY_OBJECT,
                    new Place(new QueueName("queue" + (type == 7 ? 1 : random.nextInt(4))), 5),
                    TERMS);
            jobs.create(Job.accepted(id, request, accepted));
            if (count - n > 50) {
                jobs.update(id, job -> job.start(accepted));
            }
            if (count - n > 100) {
                boolean fails = random.nextInt(10) == 0;
                jobs.update(
                        id, job -> fails ? job.fail(1, accepted, Fault.failed("no")) : job.succeed(1, accepted, null));
            }
        }
        return jobs;
    }
}
