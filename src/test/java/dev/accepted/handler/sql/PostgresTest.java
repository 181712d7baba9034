package dev.accepted.handler.sql;

import static dev.accepted.handler.sql.SqlTypes.failure;
import static dev.accepted.handler.sql.SqlTypes.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a real server: what H2 cannot show. */
@Timeout(120)
class PostgresTest {

    private static EmbeddedPostgres server;
    private WatchedSource source;
    private SqlTypes types;

    @BeforeAll
    static void startServer() throws Exception {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        new SqlTypes(server.getPostgresDatabase())
                .execute(
                        "create table fruit (id int primary key, name text, doc jsonb, day date, at timestamptz)",
                        "insert into fruit values (1, 'apple', '{\"red\": true}', '2026-03-01', '2026-03-01 12:00:00+01'),"
                                + " (2, 'fig', '{\"blue\": 1}', null, null)",
                        "create function twice(n int) returns int language sql as 'select 2 * n'",
                        "create function fruits(lowest int) returns refcursor language plpgsql as $$"
                                + " declare c refcursor := 'c'; begin open c for select id, name from fruit where id >= lowest"
                                + " order by id; return c; end $$",
                        "create function both_ways(inout n int, out label text) language sql as"
                                + " $$ select n + 1, 'n was ' || n $$",
                        "create procedure add_fruit(id int, name text) language sql as 'insert into fruit values (id, name)'");
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void watch() {
        source = new WatchedSource(server.getPostgresDatabase());
        types = new SqlTypes(source);
    }

    @AfterEach
    void everyConnectionCameBackCleanAndNothingRuns() throws Exception {
        source.assertAllCameBackClean();
        assertThat(types.number(
                        "select count(*) from pg_stat_activity where state <> 'idle' and pid <> pg_backend_pid()"
                                + " and backend_type = 'client backend'"))
                .isZero();
        assertThat(types.number("select count(*) from fruit")).isEqualTo(2);
        source.closeAll();
    }

    @Test
    void valuesOfItsTypesAreWrittenAsTheirReadersExpect() throws Exception {
        assertThat(result(
                        types.of(
                                "select doc, day, at, at at time zone 'UTC' as utc, true as yes, B'101' as bits, 'NaN'::numeric as nan,"
                                        + " 1e20::float8 as big, '\\x00ff'::bytea as bytes, array['a','b,c'] as list, time '12:00' as t,"
                                        + " timetz '12:00+02' as tz, '1 day'::interval as i, null as nothing from fruit where id = 1"),
                        "{}"))
                .isEqualTo("[{\"doc\":{\"red\": true},\"day\":\"2026-03-01\",\"at\":\"2026-03-01T11:00:00Z\","
                        + "\"utc\":\"2026-03-01T11:00:00\",\"yes\":true,\"bits\":\"101\",\"nan\":\"NaN\",\"big\":1e+20,"
                        + "\"bytes\":\"AP8=\",\"list\":\"{a,\\\"b,c\\\"}\",\"t\":\"12:00:00\",\"tz\":\"12:00:00+02:00\","
                        + "\"i\":\"1 day\",\"nothing\":null}]\n");
        assertThat(result(types.of("select from fruit"), "{}")).isEqualTo("[{},\n{}]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "string|name = :v|\"apple\"",
                "integer|id = :v|1",
                "number|id = :v|1.0",
                "boolean|(id = 1) = :v|true",
                "date|day = :v|\"2026-03-01\"",
                "date-time|at = :v|\"2026-03-01T11:00:00Z\"",
                "uuid|id = 1 and :v = '6c84fb90-12c4-11e1-840d-7b25c5ee775a'::uuid|\"6c84fb90-12c4-11e1-840d-7b25c5ee775a\"",
                "time|id = 1 and :v = timetz '12:00+02'|\"12:00:00+02:00\"",
                "integer[]|id = any(:v)|[1,5]",
                "string[]|name = any(:v)|[\"apple\"]",
                "date[]|day = any(:v)|[\"2026-03-01\"]",
                "date-time[]|at = any(:v)|[\"2026-03-01T11:00:00Z\"]",
                "string|doc ? :v|\"red\"",
                "string[]|doc ?& :v|[\"red\"]",
                "string|$$:v$$ = ':v' and name /* :v */ = :v::text -- :v|\"apple\"",
            })
    void parametersOfAllKindsMeetTheirColumns(String kind, String condition, String value) throws Exception {
        JobHandler handler = types.of("select id from fruit where " + condition, "parameters", Map.of("v", kind));
        assertThat(result(handler, "{\"v\":" + value + "}")).isEqualTo("[{\"id\":1}]\n");
    }

    @ParameterizedTest
    @CsvSource({
        "string, name",
        "integer, id",
        "number, id",
        "boolean, (id = 1)",
        "date, day",
        "date-time, at",
        "integer[], array[id::bigint]",
    })
    void whatIsAbsentIsNull(String kind, String column) throws Exception {
        JobHandler handler = types.of(
                "select count(*) as n from fruit where :v is null or " + column + " = :v",
                "parameters",
                Map.of("v", kind + "?"));
        assertThat(result(handler, "{}")).isEqualTo("[{\"n\":2}]\n");
    }

    @Test
    void aTypeThatIsReadOnlyIsSoForTheServerToo() throws Exception {
        assertThat(failure(() -> result(types.with("call", "{call add_fruit(9, 'nut')}"), "{}")))
                .hasMessageStartingWith("The ");
        assertThat(failure(() -> result(
                        types.of("with new as (insert into fruit values (9) returning id) select id from new"), "{}")))
                .hasMessage("The statement would change something, but this type is read only (SQLSTATE 25006).")
                .matches(e -> !e.isRetryable());
    }

    @Test
    void aFunctionGivesValuesOut() throws Exception {
        JobHandler twice = types.with(
                "call",
                "{:answer = call twice(:n::int)}",
                "out",
                Map.of("answer", "integer"),
                "parameters",
                Map.of("n", "integer"));
        assertThat(result(twice, "{\"n\":21}")).isEqualTo("[{\"answer\":42}]\n");
        JobHandler fruits = types.with(
                "call",
                "{:rows = call fruits(:least::int)}",
                "out",
                Map.of("rows", "cursor"),
                "parameters",
                Map.of("least", "integer"),
                "format",
                "csv");
        assertThat(result(fruits, "{\"least\":1}")).isEqualTo("id,name\r\n1,apple\r\n2,fig\r\n");
    }

    @Test
    void statementsBeforeTheLastPrepareItsSession() throws Exception {
        JobHandler handler = types.with(
                "statements",
                List.of(
                        "select set_config('app.owner', :job_owner, true)",
                        "select current_setting('app.owner') as owner"));
        assertThat(result(handler, "{}")).isEqualTo("[{\"owner\":\"ann\"}]\n");
    }

    @Test
    void anErrorIsToldByItsSqlstateOnly() {
        for (String sql : List.of("select secret from hidden", "select 1/0", "select 'x'::int")) {
            JobFailedException failure = failure(() -> result(types.of(sql), "{}"));
            assertThat(failure.getMessage())
                    .startsWith("The database ")
                    .contains("SQLSTATE")
                    .doesNotContain("secret", "hidden", "select", "ERROR");
        }
        assertThat(failure(() -> result(
                        types.of("select cast(:v as text)", "parameters", Map.of("v", "string")),
                        "{\"v\":\"a\\u0000b\"}")))
                .hasMessage("The database cannot take a value (SQLSTATE 22021).");
    }

    @Test
    void aMillionRowsGoThroughWithoutGrowingTheHeap() throws Exception {
        long before = liveHeap();
        Measured out = new Measured();
        FakeJobContext job = FakeJobContext.ofJson("{}").resultTo(out);
        types.of("select i, repeat('x', 100) as text from generate_series(1, 1000000) i", "format", "csv")
                .run(job);
        assertThat(out.bytes).isGreaterThan(100_000_000);
        assertThat(job.logLines()).containsExactly("1000000 rows in the result");
        assertThat(out.mostHeap - before)
                .as("bytes of heap more, while they came")
                .isLessThan(20_000_000);
    }

    /** Throws away what comes, and looks at the heap now and then. */
    private static final class Measured extends OutputStream {

        private long bytes;
        private long mostHeap;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            long next = bytes + length;
            if (next / 25_000_000 > bytes / 25_000_000) {
                mostHeap = Math.max(mostHeap, liveHeap());
            }
            bytes = next;
        }
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** One that computes before its first row, one that is slow between rows, one within a procedure's call. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sql|select pg_sleep(600)",
                "sql|select i, pg_sleep(0.2) from generate_series(1, 100000) i",
                "sql|select count(*) from generate_series(1, 1000000000000) i",
                "call|call napping()",
            })
    void aJobThatIsToStopLeavesNothingRunningOnTheServer(String option, String sql) throws Exception {
        types.execute("create or replace procedure napping() language sql as 'select pg_sleep(600)'");
        FakeJobContext job = FakeJobContext.ofJson("{}");
        Run run = new Run(types.with(option, sql), job);
        run.start();
        await("it never ran", () -> sleepers() == 1);
        job.askToStop();
        run.join();
        assertThat(run.failure).isInstanceOf(InterruptedException.class);
        assertThat(sleepers()).isZero();
        assertThat(source.cut()).as("connections that had to be cut").isZero();
    }

    /** The driver hears no cancel while it waits for a portion, so these are small where rows are slow. */
    @Test
    void slowRowsComeOneByOneAndCanBeStoppedBetween() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        types.tick(Duration.ofSeconds(1));
        Run run = new Run(types.of("select pg_sleep(0.1) from generate_series(1, 1000000) i", "format", "csv"), job);
        run.start();
        await("no rows came", () -> job.progressSteps().size() > 12);
        job.askToStop();
        run.join();
        assertThat(run.failure).isInstanceOf(InterruptedException.class);
        assertThat(source.cut()).as("connections that had to be cut").isZero();
    }

    @Test
    void aMillionRowsCanBeStoppedInTheMiddle() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        OutputStream asksWhenSomeHaveCome = new OutputStream() {
            @Override
            public void write(int b) {
                job.askToStop();
            }

            @Override
            public void write(byte[] buffer, int offset, int length) {
                job.askToStop();
            }
        };
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> types.of("select i, repeat('x', 100) as t from generate_series(1, 1000000) i")
                        .run(job.resultTo(asksWhenSomeHaveCome)));
        assertThat(sleepers()).isZero();
    }

    @Test
    void aStopInAnyMomentIsHeardAndHitsNobodyElse() throws Exception {
        for (int i = 0; i < 40; i++) {
            FakeJobContext job = FakeJobContext.ofJson("{}");
            Run run = new Run(types.of("select pg_sleep(600)"), job);
            run.start();
            LockSupport.parkNanos(i * 500_000L);
            job.askToStop();
            run.join();
            assertThat(run.failure).isInstanceOf(InterruptedException.class);
            assertThat(result(types.of("select 1 as n"), "{}"))
                    .as("the next one on the same connection")
                    .isEqualTo("[{\"n\":1}]\n");
        }
        assertThat(sleepers()).isZero();
    }

    @Test
    void aStatementThatNobodyStopsIsEndedByTheDriver() {
        FakeJobContext job = FakeJobContext.ofJson("{}")
                .until(Instant.parse("2026-03-01T12:00:00Z").minusSeconds(9));
        assertThat(failure(() -> types.of("select pg_sleep(600)").run(job)))
                .hasMessage("The database has ended the statement before its end (SQLSTATE 57014).")
                .matches(JobFailedException::isRetryable);
    }

    private long sleepers() throws Exception {
        return types.number("select count(*) from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()"
                + " and backend_type = 'client backend'");
    }

    private static void await(String otherwise, Callable<Boolean> condition) {
        Awaitility.await(otherwise)
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }

    /** A run on a thread of its own. */
    private static final class Run extends Thread {

        private final JobHandler handler;
        private final FakeJobContext job;
        private volatile Throwable failure = new AssertionError("It ended well");

        Run(JobHandler handler, FakeJobContext job) {
            super("run");
            this.handler = handler;
            this.job = job;
        }

        @Override
        public void run() {
            try {
                handler.run(job);
            } catch (Throwable e) {
                failure = e;
            }
        }
    }
}
