package dev.accepted.store.jdbc;

import static dev.accepted.job.JobFixtures.FAULT;
import static dev.accepted.job.JobFixtures.NOON;
import static dev.accepted.job.JobFixtures.accepted;
import static dev.accepted.job.JobFixtures.id;
import static dev.accepted.job.JobFixtures.request;
import static dev.accepted.job.JobFixtures.requestOf;
import static dev.accepted.job.JobFixtures.requestWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.accepted.job.Caller;
import dev.accepted.job.Content;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import dev.accepted.job.Job;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Progress;
import dev.accepted.job.Request;
import dev.accepted.job.Sha256;
import dev.accepted.store.CallerLimits;
import dev.accepted.store.JobFilter;
import dev.accepted.store.JobQuery;
import dev.accepted.store.JobStore;
import dev.accepted.store.JobStore.Absence;
import dev.accepted.store.JobStore.Count;
import dev.accepted.store.JobStore.Holder;
import dev.accepted.store.Once;
import dev.accepted.store.OnceKey;
import dev.accepted.store.Quota;
import dev.accepted.store.Spool;
import dev.accepted.store.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a file still knows when it is opened again. */
@Timeout(120)
class RestartTest {

    @TempDir
    private Path folder;

    private OpenStores stores = new OpenStores();
    private JdbcStorage store;

    @BeforeEach
    void open() {
        open(CallerLimits.NONE);
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void open(CallerLimits callers) {
        store = stores.open(OpenStores.file(folder.resolve("jobs")), NOON, 1000, callers);
    }

    private void again() {
        again(CallerLimits.NONE);
    }

    private void again(CallerLimits callers) {
        stores.close();
        stores = new OpenStores();
        open(callers);
    }

    private JobStore jobs() {
        return store.storage().jobs();
    }

    private Job now(int n) {
        return jobs().find(id(n)).orElseThrow();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Document document(int length) throws IOException {
        try (Spool.Draft draft = store.storage().spool().begin()) {
            draft.write(bytes(length));
            List<Head.Field> fields = List.of(new Head.Field("X-Count", "1"), new Head.Field("X-Count", "2"));
            Head head = length % 2 == 0
                    ? new Head.Answered(207, fields)
                    : new Head.Asked("PUT", "/a%20b", length == 3 ? null : "q=1", fields);
            return new Document("text/plain;charset=utf-8", "nötes.txt", draft.finish(), head);
        }
    }

    @Test
    void jobsOfAllKindsAreAsTheyWere() throws Exception {
        for (int n = 1; n <= 9; n++) {
            int size = List.of(0, 3, 512, 513, 65_536, 65_537, 200_000, 10, 10).get(n - 1);
            jobs().create(accepted(id(n), requestWith(document(size))));
        }
        Document result = document(150_000);
        jobs().update(id(2), job -> job.start(NOON.plusNanos(1)));
        jobs().update(id(3), job -> job.start(NOON).tryAgain(1, NOON, FAULT, NOON.plusSeconds(1)));
        jobs().update(id(4), job -> job.start(NOON).cancel(NOON, "somebody"));
        jobs().update(id(5), job -> job.start(NOON).succeed(1, NOON, result));
        jobs().update(id(6), job -> job.start(NOON).overrun(1, NOON).giveUp(1, NOON.plusSeconds(30)));
        jobs().update(id(7), job -> job.start(NOON).discard(NOON, "somebody").giveUp(1, NOON));
        Document answer = document(100_000);
        jobs().update(id(8), job -> job.start(NOON).fail(1, NOON, FAULT, answer));
        jobs().update(id(8), job -> job.retriedAs(id(9)));
        Request first = request();
        Request told = new Request(
                first.type(),
                first.name(),
                first.summary(),
                first.owner(),
                new Document(
                        "a/b",
                        null,
                        first.input().content(),
                        new Head.Traced(List.of(new Head.Field("traceparent", "x")))),
                first.place(),
                first.terms(),
                null,
                URI.create("https://a.example/told?x=1"));
        jobs().create(accepted(id(10), told.again(new Request.Retry(id(8), "somebody"), told.input())));
        List<Job> before = new ArrayList<>(jobs().page(JobQuery.newest(20)).jobs());
        assertThat(before).hasSize(10);

        again();

        List<Job> after = jobs().page(JobQuery.newest(20)).jobs();
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields(
                        "version",
                        "request.input.content",
                        "phase.outcome.document.content",
                        "phase.outcome.answer.content")
                .isEqualTo(before);
        for (int i = 0; i < before.size(); i++) {
            Document input = after.get(i).request().input();
            Content was = before.get(i).request().input().content();
            assertThat(input.content().digest()).isEqualTo(was.digest());
            assertThat(input.content().length()).isEqualTo(was.length());
            byte[] read = input.content().bytes();
            was.digest().ifPresent(digest -> assertThat(Sha256.of(read)).isEqualTo(digest));
        }
        assertThat(now(5).outcome()
                        .orElseThrow()
                        .result()
                        .orElseThrow()
                        .content()
                        .bytes())
                .isEqualTo(bytes(150_000));
        assertThat(now(8).outcome()
                        .orElseThrow()
                        .result()
                        .orElseThrow()
                        .content()
                        .bytes())
                .isEqualTo(bytes(100_000));
        assertThat(jobs().count()).isEqualTo(new Count(10, 4));
        assertThat(jobs().page(JobQuery.newest(1).where(JobFilter.ALL.only("Admin")))
                        .total())
                .isEqualTo(10);
    }

    @Test
    void keysAndWhoIsGoneAreKnown() {
        Once once = new Once(OnceKey.of("user", "key"), 7, true);
        jobs().create(accepted(id(1), requestOf("Ada")), once);
        jobs().create(accepted(id(2), requestOf("Bob")));
        jobs().update(id(1), job -> job.cancel(NOON, "Ada"));
        jobs().remove(id(1), NOON);

        again();

        assertThat(jobs().holder(once.key())).contains(new Holder(id(1), once));
        assertThat(jobs().create(accepted(id(3), requestOf("Ada")), once).id()).isEqualTo(id(1));
        assertThat(jobs().absence(id(1))).isEqualTo(new Absence.Gone("Ada"));
        assertThat(jobs().absence(id(3))).isEqualTo(Absence.NEVER_SEEN);
        assertThat(jobs().keyCount()).isEqualTo(1);
    }

    @Test
    void logsGoOnWhereTheyWereAndAreCutWhereTheyWouldHaveBeen() throws Exception {
        jobs().create(accepted(id(1), request()));
        store.storage().logs().append(id(1), "x".repeat(70_000) + "\n");
        assertThat(store.used()).isEqualTo(70_001);

        again();

        assertThat(store.used()).isEqualTo(70_001);
        assertThat(store.storage().logs().length(id(1))).isEqualTo(70_001);
        store.storage().logs().append(id(1), "für\n");
        assertThat(log(70_001)).isEqualTo("für\n");
        store.storage().logs().append(id(1), "y".repeat(1_000_000));
        assertThat(log(70_006)).isEqualTo("[The log ends here: it may have 1000000 bytes.]\n");

        again();

        store.storage().logs().append(id(1), "more");
        assertThat(log(70_006)).isEqualTo("[The log ends here: it may have 1000000 bytes.]\n");
        assertThat(store.used()).isEqualTo(70_006);
        store.storage().logs().remove(id(1));
        assertThat(store.used()).isZero();
    }

    private String log(long offset) throws IOException {
        try (InputStream in = store.storage().logs().read(id(1), offset)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void contentsThatNoJobHasAreGoneAndTheirRoomIsFree() throws Exception {
        Document kept = document(100_000);
        jobs().create(accepted(id(1), requestWith(kept)));
        document(200_000);
        Spool.Draft unfinished = store.storage().spool().begin();
        unfinished.write(bytes(300_000));
        assertThat(store.used()).isEqualTo(600_000);

        again();

        assertThat(store.used()).isEqualTo(100_000);
        Content shared = now(1).request().input().content().share().orElseThrow();
        jobs().update(id(1), job -> job.cancel(NOON, "user"));
        jobs().remove(id(1), NOON);
        assertThat(shared.bytes()).isEqualTo(bytes(100_000));
        shared.discard();
        assertThat(store.used()).isZero();
    }

    @Test
    void progressThatWasToldLastIsThereAndNoVersionIsGivenTwice() {
        jobs().create(accepted(id(1), request()));
        jobs().update(id(1), job -> job.start(NOON));
        int saved = now(1).version();
        for (int percent = 1; percent <= 50; percent++) {
            Progress told = new Progress(percent, "at " + percent);
            jobs().update(id(1), job -> job.progress(1, told));
        }
        Job before = now(1);
        assertThat(before.version()).isEqualTo(saved + 50);

        again();

        assertThat(now(1).phase()).isEqualTo(before.phase());
        assertThat(now(1).version()).isGreaterThan(before.version() + 1000);
        assertThat(jobs().update(id(1), job -> job.fail(1, NOON, FAULT))
                        .orElseThrow()
                        .after()
                        .version())
                .isEqualTo(now(1).version());
    }

    @Test
    void whatCallersHaveUsedIsStillUsed() {
        CallerLimits limits = new CallerLimits(3, 2);
        again(limits);
        jobs().create(accepted(id(1), requestOf("user")));
        jobs().create(accepted(id(2), requestOf("user")));
        jobs().update(id(1), job -> job.cancel(NOON, "user"));

        again(limits);

        assertThat(jobs().quotas(new Caller("user", Set.of("job-user")), NOON))
                .extracting(Quota::left)
                .containsExactly(1, 1);
    }

    @Test
    void aFileServesOneApplication() {
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcStorage.open(
                        new JdbcStorage.Access(
                                null, "jdbc:h2:file:" + folder.resolve("jobs") + ";FILE_LOCK=FS", "other", "", 2),
                        new JdbcStorage.Limits(10, 10, 10, 10, CallerLimits.NONE),
                        new JdbcStorage.Means(Thread::new, Runnable::run, Runnable::run, () -> 1),
                        NOON))
                .withMessageContaining("nothing starts");
    }

    @Test
    void tablesOfALaterReleaseAreLeftAlone() throws Exception {
        stores.close();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("jobs"), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into \"accepted_schema\" (\"installed_rank\", \"version\", \"description\", \"type\","
                            + " \"script\", \"checksum\", \"installed_by\", \"execution_time\", \"success\")"
                            + " values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'sa', 1, true)");
        }
        stores = new OpenStores();

        assertThatIllegalStateException()
                .isThrownBy(() -> open(CallerLimits.NONE))
                .withMessageContaining("of a later release, version 99")
                .withMessageContaining("nothing starts");
    }

    /** An interrupt in the middle of a read or write closes H2's file for all, so no such thread may come near it. */
    @Test
    void whoIsInterruptedWhileItAsksIsAnsweredAndTheFileStaysOpen() throws Exception {
        jobs().create(accepted(id(1), requestWith(document(300_000))));
        jobs().update(id(1), job -> job.start(NOON));
        again();
        Thread.currentThread().interrupt();
        try {
            assertThat(now(1).status()).isEqualTo(JobStatus.INPROGRESS);
            assertThat(now(1).request().input().content().bytes()).isEqualTo(bytes(300_000));
            jobs().update(id(1), job -> job.progress(1, new Progress(10, "")));
            store.storage().logs().append(id(1), "z".repeat(300_000));
            document(200_000);
            jobs().update(id(1), job -> job.fail(1, NOON, FAULT));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(jobs().count()).isEqualTo(new Count(1, 1));
        assertThat(jobs().page(JobQuery.newest(5)).jobs()).hasSize(1);
    }

    @Test
    void ofAClosedStoreNothingIsKept() {
        Storage storage = store.storage();
        stores.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> storage.jobs().create(accepted(id(1), request())))
                .withMessageContaining("closed");
        stores = new OpenStores();
    }

    @Test
    void howLongItIsKeptIsKnownToTheMillisecond() {
        jobs().create(accepted(id(1), request()));
        jobs().update(id(1), job -> job.start(NOON).fail(1, NOON.plusNanos(1_234_567), FAULT));

        again();

        Duration week = Duration.ofDays(7);
        assertThat(jobs().removeExpired(NOON.plus(week).plusNanos(1_234_000), 10))
                .isZero();
        assertThat(jobs().removeExpired(NOON.plus(week).plusNanos(1_235_000), 10))
                .isEqualTo(1);
    }
}
