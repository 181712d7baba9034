package dev.accepted.handler.sql;

import static dev.accepted.handler.sql.SqlTypes.failure;
import static dev.accepted.handler.sql.SqlTypes.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.job.Document;
import dev.accepted.job.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On H2, in memory. Whatever happens to a job, every connection that it borrowed has come back as it was. */
@Timeout(60)
class SqlHandlerTest {

    private WatchedSource source;
    private SqlTypes types;

    @BeforeEach
    void makeATable() throws Exception {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(
                "jdbc:h2:mem:sql-handler-test;DB_CLOSE_DELAY=-1;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;LAZY_QUERY_EXECUTION=1");
        source = new WatchedSource(h2);
        types = new SqlTypes(source);
        types.execute(
                "create table fruit (id int primary key, name varchar(100), owner varchar(40), price numeric(10, 2), since date)",
                "insert into fruit values (1, 'apple', 'ann', 1.50, date '2026-01-31'), (2, 'fig', 'bob', null, null),"
                        + " (3, 'pear', 'ann', 20, date '2026-02-01')");
    }

    @AfterEach
    void everyConnectionCameBackCleanAndNothingIsLeft() throws Exception {
        source.assertAllCameBackClean();
        types.execute("shutdown");
    }

    @Test
    void rowsAreCsvWithALineOfNamesFirst() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        types.of("select id, name, price, since from fruit order by id", "format", "csv")
                .run(job);
        assertThat(job.resultText())
                .isEqualTo("id,name,price,since\r\n1,apple,1.50,2026-01-31\r\n2,fig,,\r\n3,pear,20.00,2026-02-01\r\n");
        Document result = job.madeResult().orElseThrow();
        assertThat(result.mediaType()).isEqualTo("text/csv;charset=utf-8;header=present");
        assertThat(result.fileName()).contains("fake.csv");
        assertThat(job.logLines()).containsExactly("3 rows in the result");
    }

    @Test
    void rowsAreAJsonArrayOfObjectsUnlessAnotherFormatIsAskedFor() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        types.of("select id, name, price, since, id = 1 as first from fruit order by id", "result-name", "fruit.json")
                .run(job);
        assertThat(job.resultText()).isEqualTo("""
                [{"id":1,"name":"apple","price":1.50,"since":"2026-01-31","first":true},
                {"id":2,"name":"fig","price":null,"since":null,"first":false},
                {"id":3,"name":"pear","price":20.00,"since":"2026-02-01","first":false}]
                """);
        assertThat(job.madeResult().map(Document::mediaType)).contains("application/json");
        assertThat(job.madeResult().flatMap(Document::fileName)).contains("fruit.json");
    }

    @Test
    void rowsAreXmlInWhichNullIsAbsent() throws Exception {
        assertThat(result(
                        types.of(
                                "select id, price, '<&>' || chr(1) || chr(13) as \"a b\", '' as _x from fruit where id < 3 order by id",
                                "format",
                                "xml"),
                        "{}"))
                .isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <rows>
                        <row><id>1</id><price>1.50</price><a_x0020_b>&lt;&amp;&gt;\ufffd&#13;</a_x0020_b><_x005F_x></_x005F_x></row>
                        <row><id>2</id><a_x0020_b>&lt;&amp;&gt;\ufffd&#13;</a_x0020_b><_x005F_x></_x005F_x></row>
                        </rows>
                        """);
    }

    @Test
    void noRowsAreAnEmptyResultAndNotNone() throws Exception {
        assertThat(result(types.of("select id from fruit where id < 0"), "{}")).isEqualTo("[]\n");
        assertThat(result(types.of("select id from fruit where id < 0", "format", "csv"), "{}"))
                .isEqualTo("id\r\n");
    }

    @Test
    void valuesOfAllTypesAreWrittenAsTheirReadersExpect() throws Exception {
        assertThat(result(
                        types.of("select cast(1e300 as double) as d, cast('NaN' as double) as nan,"
                                + " timestamp '2026-03-01 12:00:00' as ts, timestamp with time zone '2026-03-01 12:00:00.5+01' as tz,"
                                + " time '12:00:00' as t, x'00ff' as bytes, uuid '6c84fb90-12c4-11e1-840d-7b25c5ee775a' as u,"
                                + " json '{\"a\":[1,2]}' as j, array[1, 2] as list, 9223372036854775807 as big,"
                                + " cast(0.1234567890123456789012345 as numeric(30, 25)) as fine"),
                        "{}"))
                .isEqualTo("[{\"d\":1.0E300,\"nan\":\"NaN\",\"ts\":\"2026-03-01T12:00:00\","
                        + "\"tz\":\"2026-03-01T12:00:00.5+01:00\",\"t\":\"12:00:00\",\"bytes\":\"AP8=\","
                        + "\"u\":\"6c84fb90-12c4-11e1-840d-7b25c5ee775a\",\"j\":{\"a\":[1,2]},\"list\":\"[1, 2]\","
                        + "\"big\":9223372036854775807,\"fine\":0.1234567890123456789012345}]\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "a,b|\"a,b\"",
                "say \"x\"|\"say \"\"x\"\"\"",
                "=1+1|'=1+1",
                "@SUM(A1)|'@SUM(A1)",
                "+cmd,1|\"'+cmd,1\"",
                "-2+cmd|'-2+cmd",
                "-2|-2",
                "+49 170 123-4|+49 170 123-4",
                "a=1|a=1",
                "\uff1d1|'\uff1d1",
            })
    void csvQuotesWhatNeedsItAndDisarmsFormulas(String text, String csv) throws Exception {
        JobHandler handler =
                types.of("select cast(:t as varchar) as t", "parameters", Map.of("t", "string"), "format", "csv");
        String json = "{\"t\":\"" + text.replace("\"", "\\\"") + "\"}";
        assertThat(result(handler, json)).isEqualTo("t\r\n" + csv + "\r\n");
    }

    @Test
    void csvKeepsFormulasWhereTheOperatorWantsThemAndNegativeNumbersAlways() throws Exception {
        assertThat(result(types.of("select '=1' as a, -5 as b", "format", "csv", "csv-formulas", "keep"), "{}"))
                .isEqualTo("a,b\r\n=1,-5\r\n");
        assertThat(result(types.of("select '' as a, null as b, -1.5 as c", "format", "csv"), "{}"))
                .isEqualTo("a,b,c\r\n\"\",,-1.5\r\n");
    }

    @Test
    void twoColumnsOfOneNameCannotBeJsonButCsv() throws Exception {
        String sql = "select id as x, name as x from fruit where id = 1";
        assertThat(result(types.of(sql, "format", "csv"), "{}")).isEqualTo("x,x\r\n1,apple\r\n");
        assertThat(failure(() -> result(types.of(sql), "{}")))
                .hasMessage("The statement has two columns of the same name, which JSON cannot have.")
                .matches(e -> !e.isRetryable());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "string|varchar|\"it's\"|\"it's\"",
                "integer|bigint|47.0|47",
                "integer|numeric(40)|9223372036854775808|9223372036854775808",
                "number|numeric(30, 20)|0.12345678901234567890|0.12345678901234567890",
                "boolean|boolean|true|true",
                "date|date|\"2026-03-01\"|\"2026-03-01\"",
                "time|time with time zone|\"12:00:00+02:00\"|\"12:00:00+02:00\"",
                "date-time|timestamp with time zone|\"2026-03-01T12:00:00Z\"|\"2026-03-01T12:00:00Z\"",
                "uuid|uuid|\"6c84fb90-12c4-11e1-840d-7b25c5ee775a\"|\"6c84fb90-12c4-11e1-840d-7b25c5ee775a\"",
            })
    void valuesAreBoundAsTheSchemaTypesThem(String kind, String sqlType, String value, String shown) throws Exception {
        JobHandler handler = types.of("select cast(:v as " + sqlType + ") as v", "parameters", Map.of("v", kind));
        assertThat(result(handler, "{\"v\":" + value + "}")).isEqualTo("[{\"v\":" + shown + "}]\n");
        JobHandler absent = types.of("select cast(:v as " + sqlType + ") as v", "parameters", Map.of("v", kind + "?"));
        assertThat(result(absent, "{}")).isEqualTo("[{\"v\":null}]\n");
        assertThat(result(absent, "{\"v\":null}")).isEqualTo("[{\"v\":null}]\n");
    }

    /** The schema lets none of these in; and if it did. */
    @ParameterizedTest
    @ValueSource(strings = {"string", "integer", "number", "boolean", "date", "time", "date-time", "uuid"})
    void noValueOfAnyKindIsEverSql(String kind) throws Exception {
        JobHandler handler =
                types.of("select name from fruit where name = cast(:v as varchar)", "parameters", Map.of("v", kind));
        for (String attack : List.of(
                "'; drop table fruit; --",
                "' or '1'='1",
                "x' union select owner from fruit --",
                "1; delete from fruit",
                "1 or 1=1",
                "true or true",
                "2026-03-01' or '1'='1",
                "/*",
                "--",
                "$$",
                "?",
                ":v",
                "\\\\'; drop table fruit; --",
                "\u02bc or 1=1")) {
            String json = "{\"v\":\"" + attack + "\"}";
            if (kind.equals("string")) {
                assertThat(result(handler, json)).isEqualTo("[]\n");
            } else {
                assertThat(failure(() -> result(handler, json)))
                        .hasMessage("The value of 'v' is no " + kind + " that a database can take.")
                        .matches(e -> !e.isRetryable());
            }
        }
        assertThat(types.number("select count(*) from fruit")).isEqualTo(3);
    }

    @Test
    void namesOfMembersAreNotSqlEither() throws Exception {
        JobHandler handler =
                types.of("select count(*) as n from fruit where :a is not null", "parameters", Map.of("a", "string?"));
        assertThat(result(handler, "{\"a is null or 1=1 --\":\"x\",\"job_owner\":\"bob\"}"))
                .isEqualTo("[{\"n\":0}]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e999999999", "-1e-999999999", "0.5"})
    void numbersThatNoDatabaseHasAreRefusedForGood(String number) {
        JobHandler handler = types.of("select cast(:v as numeric(40)) as v", "parameters", Map.of("v", "integer"));
        assertThat(failure(() -> result(handler, "{\"v\":" + number + "}")))
                .hasMessage("The value of 'v' is no integer that a database can take.");
    }

    @Test
    void aNumberThatCannotEvenBeReadIsRefusedForGood() {
        JobHandler handler = types.of("select cast(:v as numeric(40)) as v", "parameters", Map.of("v", "number"));
        assertThat(failure(() -> result(handler, "{\"v\":1e99999999999}")))
                .hasMessage("The input is no JSON, or has numbers beyond all bounds.")
                .matches(e -> !e.isRetryable());
    }

    @Test
    void aDefaultOfTheSchemaStandsInForWhatIsAbsentAndADashForAnUnderscore() throws Exception {
        String schema = """
                {"properties":{"least-id":{"type":"integer","default":3},"name":{"type":["string","null"]}}}""";
        JobHandler handler = types.withSchema(
                schema,
                "select id from fruit where id >= :least_id and (cast(:name as varchar) is null or name = :name)");
        assertThat(result(handler, "{}")).isEqualTo("[{\"id\":3}]\n");
        assertThat(result(handler, "{\"least-id\":1,\"name\":\"fig\"}")).isEqualTo("[{\"id\":2}]\n");
    }

    @Test
    void aListIsOneArray() throws Exception {
        JobHandler handler = types.of(
                "select id from fruit where id = any(:ids) order by id", "parameters", Map.of("ids", "integer[]"));
        assertThat(result(handler, "{\"ids\":[3,1,7]}")).isEqualTo("[{\"id\":1},\n{\"id\":3}]\n");
        assertThat(result(handler, "{\"ids\":[]}")).isEqualTo("[]\n");
        assertThat(failure(() -> result(handler, "{\"ids\":[\"1) or (1=1\"]}")))
                .hasMessage("The value of 'ids' is no integer list that a database can take.");
        JobHandler names =
                types.of("select id from fruit where name = any(:names)", "parameters", Map.of("names", "string[]"));
        assertThat(result(names, "{\"names\":[\"fig\",\"'} or 1=1\",\"{\",\",\"]}"))
                .isEqualTo("[{\"id\":2}]\n");
    }

    @Test
    void whatTheJobKnowsCanBeBoundAndNotBeFaked() throws Exception {
        JobHandler handler = types.of("select id, cast(:job_id as bigint) as job, cast(:job_attempt as int) as attempt"
                + " from fruit where owner = :job_owner order by id");
        String ofAnn = "[{\"id\":1,\"job\":4711,\"attempt\":1},\n{\"id\":3,\"job\":4711,\"attempt\":1}]\n";
        assertThat(result(handler, "{\"job_owner\":\"bob\",\"job-owner\":\"bob\"}"))
                .isEqualTo(ofAnn);
        FakeJobContext job = FakeJobContext.ofJson("{}").ownedBy("x' or '1'='1");
        handler.run(job);
        assertThat(job.resultText()).isEqualTo("[]\n");
    }

    @Test
    void inputThatIsNoJsonIsRefusedOnlyWhereValuesAreTaken() throws Exception {
        FakeJobContext job = FakeJobContext.ofBytes((byte) 'x');
        types.of("select 1 as n").run(job);
        assertThat(job.resultText()).isEqualTo("[{\"n\":1}]\n");
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> types.of("select :a", "parameters", Map.of("a", "string"))
                        .run(job));
    }

    @Test
    void changesAreKeptAllTogetherAndCounted() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{\"by\":2}");
        types.with(
                        "statements",
                        List.of("update fruit set price = price * :by", "delete from fruit where price is null"),
                        "parameters",
                        Map.of("by", "number"),
                        "read-only",
                        "false",
                        "format",
                        "csv")
                .run(job);
        assertThat(job.resultText()).isEqualTo("statement,changed\r\n1,3\r\n2,1\r\n");
        assertThat(job.logLines())
                .containsExactly("Statement 1 of 2: 3 rows changed", "Statement 2 of 2: 1 row changed");
        assertThat(job.progressSteps()).containsExactly(new Progress(50, "Statement 1 of 2"));
        assertThat(types.number("select sum(price) from fruit")).isEqualTo(43);
    }

    @Test
    void ifOneStatementFailsNoneHasHappened() throws Exception {
        JobHandler handler = types.with(
                "statements",
                List.of("delete from fruit where id = 1", "insert into fruit (id) values (2)"),
                "read-only",
                "false");
        FakeJobContext job = FakeJobContext.ofJson("{}");
        assertThat(failure(() -> handler.run(job)))
                .hasMessage("The database refuses the change, for it breaks a rule (SQLSTATE 23505).")
                .matches(e -> !e.isRetryable());
        assertThat(types.number("select count(*) from fruit")).isEqualTo(3);
    }

    @Test
    void theRowsOfTheLastStatementAreTheResult() throws Exception {
        assertThat(result(
                        types.with(
                                "statements",
                                List.of(
                                        "select 1 as no",
                                        "delete from fruit where id = 3",
                                        "select count(*) as n from fruit"),
                                "read-only",
                                "false"),
                        "{}"))
                .isEqualTo("[{\"n\":2}]\n");
        assertThat(types.number("select count(*) from fruit")).isEqualTo(2);
    }

    @Test
    void aTypeThatIsReadOnlyKeepsNothingEvenWhereTheDatabaseWouldLetIt() throws Exception {
        JobHandler changes = types.with("statements", List.of("select 1", "with x as (select 1) delete from fruit"));
        JobHandler hides = types.of("select count(*) as n from final table (insert into fruit (id) values (9))");
        assertThat(failure(() -> result(changes, "{}")))
                .hasMessageStartingWith("The database does not understand the statement");
        assertThat(result(hides, "{}")).isEqualTo("[{\"n\":1}]\n");
        JobHandler sneaks = types.of("/* reads */ delete from fruit");
        assertThat(failure(() -> result(sneaks, "{}")))
                .hasMessage("The statement would change something, but this type is read only.")
                .matches(e -> !e.isRetryable());
        assertThat(types.number("select count(*) from fruit")).isEqualTo(3);
    }

    @Test
    void aResultThatIsNotWantedIsNotMadeButAllRowsAreAskedFor() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        types.of("select id from fruit", "format", "none").run(job);
        assertThat(job.madeResult()).isEmpty();
        assertThat(job.logLines()).isEmpty();
    }

    @Test
    void progressTellsRowsFourTimesASecondAndPercentIfTheirNumberIsExpected() throws Exception {
        types.tick(Duration.ofMillis(100));
        FakeJobContext job = FakeJobContext.ofJson("{}");
        types.of("select 1 as t from system_range(1, 8)", "expected-rows", "6").run(job);
        assertThat(job.progressSteps())
                .containsExactly(
                        new Progress(16, "1 of 6 rows"),
                        new Progress(66, "4 of 6 rows"),
                        new Progress(99, "7 of 6 rows"),
                        new Progress(99, "8 of 6 rows"));
        FakeJobContext other = FakeJobContext.ofJson("{}");
        types.of("select 1 as t from system_range(1, 4)").run(other);
        assertThat(other.progressSteps())
                .containsExactly(new Progress(0, "1 row"), new Progress(0, "4 rows"), new Progress(0, "4 rows"));
    }

    @Test
    void theNumberOfRowsCanBeCountedBefore() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{\"most\":2}");
        types.of(
                        "select id from fruit where id <= :most",
                        "count",
                        "select count(*) from fruit where id <= :most",
                        "parameters",
                        Map.of("most", "integer"))
                .run(job);
        assertThat(job.progressSteps())
                .containsExactly(new Progress(50, "1 of 2 rows"), new Progress(99, "2 of 2 rows"));
    }

    @Test
    void moreRowsOrBytesThanAllowedAreAFailure() {
        assertThat(failure(() -> result(types.of("select id from fruit", "max-rows", "2"), "{}")))
                .hasMessage("There are more than 2 rows, which this type does not allow.")
                .matches(e -> !e.isRetryable());
        assertThat(failure(() -> result(
                        types.of("select repeat('x', 100) as t from system_range(1, 1000000)", "max-bytes", "100000"),
                        "{}")))
                .hasMessage("The result is larger than 100000 bytes, which this type does not allow.")
                .matches(e -> !e.isRetryable());
        assertThat(failure(() -> result(types.of("select 1 as n", "max-bytes", "10", "format", "csv"), "{}")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from secret_table|The database does not understand the statement, or does not allow it (SQLSTATE 42S02).|false",
                "select 1 / (id - 1) from fruit|The database cannot take a value (SQLSTATE 22012).|false",
                "select cast(name as int) from fruit|The database cannot take a value (SQLSTATE 22018).|false",
            })
    void databaseErrorsAreToldInOurWordsOnly(String sql, String words, boolean retryable) {
        assertThat(failure(() -> result(types.of(sql), "{}")))
                .hasMessage(words)
                .hasNoCause()
                .matches(e -> e.isRetryable() == retryable);
    }

    @Test
    void aDatabaseThatCannotBeReachedMayBeLater() {
        source.breakDown();
        assertThat(failure(() -> result(types.of("select 1"), "{}")))
                .hasMessage("The database cannot be reached (SQLSTATE 08001).")
                .matches(JobFailedException::isRetryable);
    }

    @Test
    void aResultThatCannotBeKeptEndsTheStatement() {
        FakeJobContext job = FakeJobContext.ofJson("{}").resultTo(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("The spool is full");
            }
        });
        assertThatIOException()
                .isThrownBy(() ->
                        types.of("select x from system_range(1, 100000000)").run(job))
                .withMessage("The spool is full");
    }

    @Test
    void isolationIsThatOfTheTransactionOnly() throws Exception {
        assertThat(result(
                        types.of(
                                "select \"ISOLATION_LEVEL\" as l from \"INFORMATION_SCHEMA\".\"SESSIONS\"",
                                "isolation",
                                "serializable"),
                        "{}"))
                .isEqualTo("[{\"l\":\"SERIALIZABLE\"}]\n");
    }

    @Test
    void anAttemptThatWasStoppedBeforeItBeganAsksForNoConnection() {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        job.askToStop();
        source.breakDown();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> types.of("select 1").run(job));
    }
}
