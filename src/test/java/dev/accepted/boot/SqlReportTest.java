package dev.accepted.boot;

import static dev.accepted.container.RunningJetty.by;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Reports over a database of a million rows, as clients ask for them. */
class SqlReportTest extends ApplicationTest {

    private static final long MIB = 1 << 20;

    private EmbeddedPostgres database;

    @Override
    protected String settings() {
        database = database();
        return """
                accepted:
                  types:
                    report:
                      handler: sql
                      options:
                        url: %s
                        user: postgres
                        properties: {ApplicationName: accepted-report}
                        sql: select id, owner, text from sale cross join generate_series(1, :times) where id >= :least order by id
                        count: select count(*) * :times from sale where id >= :least
                        parameters: {times: integer, least: integer}
                        format: csv
                        result-name: sales.csv
                    own:
                      handler: sql
                      options:
                        url: %s
                        user: postgres
                        sql: select count(*) as n from sale where owner = :job_owner and text like :text and $$:x$$ = ':x'
                        parameters: {text: string}
                    sleep:
                      handler: sql
                      timeout: PT1S
                      options:
                        url: %s
                        user: postgres
                        properties: {ApplicationName: accepted-report}
                        sql: select pg_sleep(600)
                    broken:
                      handler: sql
                      options: {url: "%s", user: postgres, sql: select secret from hidden}
                """.replace("%s", database.getJdbcUrl("postgres", "postgres"));
    }

    private static EmbeddedPostgres database() {
        try {
            EmbeddedPostgres started =
                    EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
            try (Connection connection = started.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table sale as select i as id,"
                        + " case when i % 2 = 0 then 'user' else 'other' end as owner, repeat('x', 100) as text"
                        + " from generate_series(1, 1000000) i");
                statement.execute("alter table sale add primary key (id)");
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void stopDatabase() throws IOException {
        database.close();
    }

    @Test
    void aMillionRowsAreStreamedWithoutGrowingTheHeap() throws Exception {
        long before = liveHeap();
        String job = submit("report", "{\"times\":1,\"least\":1}");
        List<Long> heaps = new ArrayList<>();
        await("never ended", () -> {
            heaps.add(liveHeap());
            return !status(job).equals("INPROGRESS");
        });
        assertThat(status(job)).as(jetty.get("user", job).body()).isEqualTo("SUCCESS");
        heaps.remove(heaps.size() - 1); // it may have ended by then
        assertThat(heaps).as("bytes of heap while rows came").isNotEmpty().allMatch(used -> used - before < 24 * MIB);
        assertThat(jetty.get("user", job + "/log").body()).endsWith(" 1000000 rows in the result\n");
        HttpResponse<InputStream> result =
                HttpClient.newHttpClient().send(by("user", job + "/result").build(), BodyHandlers.ofInputStream());
        assertThat(result.headers().firstValue("Content-Type")).contains("text/csv;charset=utf-8;header=present");
        assertThat(result.headers().firstValue("Content-Disposition").orElse(""))
                .contains("sales.csv");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(result.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("id,owner,text");
            assertThat(lines.readLine()).isEqualTo("1,other," + "x".repeat(100));
            assertThat(lines.lines().count()).isEqualTo(999_999);
        }
    }

    @Test
    void aReportCancelledInTheMiddleLeavesNothingOnTheServer() throws Exception {
        String job = submit("report", "{\"times\":50,\"least\":1}");
        await("no rows came", () -> !jetty.get("user", job).body().contains("\"percent-complete\":\"0\""));
        assertThat(backends()).isEqualTo(1);
        assertThat(jetty.post("user", job + "/cancel", "").statusCode()).isEqualTo(202);
        await("never cancelled", () -> status(job).equals("CANCELLED"));
        await("its statement still runs", () -> backends() == 0);
        assertThat(jetty.get("user", job + "/result").statusCode()).isEqualTo(409);
    }

    @Test
    void aStatementPastItsTimeIsGoneFromTheServer() throws Exception {
        String job = submit("sleep", "{}");
        await("never timed out", () -> status(job).equals("TIMEOUT"));
        await("its statement still runs", () -> backends() == 0);
    }

    @Test
    void valuesAreCheckedBeforeAndBoundAfterwards() throws Exception {
        for (String input : new String[] {
            "{\"times\":\"1; drop table sale\",\"least\":1}",
            "{\"times\":1.5,\"least\":1}",
            "{\"times\":1e99999999999,\"least\":1}",
            "{\"times\":1e400,\"least\":1}",
            "{\"times\":1}",
            "{\"times\":1,\"least\":1,\"job_owner\":\"other\"}"
        }) {
            assertThat(jetty.submit("user", "{\"type\":\"report\",\"input\":" + input + "}")
                            .statusCode())
                    .as(input)
                    .isEqualTo(422);
        }
        assertThat(result(submit("own", "{\"text\":\"%\"}"))).isEqualTo("[{\"n\":500000}]\n");
        assertThat(result(submit("own", "{\"text\":\"' or '1'='1\"}"))).isEqualTo("[{\"n\":0}]\n");
        assertThat(jetty.get("user", jetty.base() + "/job-management/job-types/own")
                        .body())
                .contains("\"text\":{\"type\":\"string\"}")
                .doesNotContain("select", "sale", "jdbc");
    }

    @Test
    void clientsReadOfAnErrorOnlyWhatItsStateSays() throws Exception {
        String job = submit("broken", "{}");
        await("never ended", () -> status(job).equals("FAILURE"));
        assertThat(jetty.get("user", job).body())
                .contains("SQLSTATE 42P01")
                .doesNotContain("secret", "hidden", "select", "jdbc", "PSQL");
        assertThat(jetty.get("user", job + "/log").body()).isEmpty();
    }

    private String submit(String type, String input) throws Exception {
        HttpResponse<String> accepted = jetty.submit("user", "{\"type\":\"" + type + "\",\"input\":" + input + "}");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String job = accepted.headers().firstValue("Location").orElseThrow();
        await("never began", () -> !status(job).equals("UNDETERMINED"));
        return job;
    }

    private String result(String job) throws Exception {
        await("never ended", () -> status(job).equals("SUCCESS"));
        return jetty.get("user", job + "/result").body();
    }

    private String status(String job) throws Exception {
        return jetty.get("user", job + "?f=text").body().strip();
    }

    /** How many of the reports' connections the server knows. */
    private long backends() throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where application_name = 'accepted-report'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void await(String otherwise, Callable<Boolean> condition) {
        Awaitility.await(otherwise)
                .pollInterval(Duration.ofMillis(250))
                .atMost(Duration.ofMinutes(2))
                .until(condition);
    }
}
