package dev.accepted.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.FakeOptions;
import dev.accepted.handler.InputSchema;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.naming.NameNotFoundException;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Makes SQL handlers as an operator would, on one database that stands for the container's. */
final class SqlTypes {

    private final DataSource source;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Duration tick = Duration.ZERO;

    SqlTypes(DataSource source) {
        this.source = source;
    }

    SqlFactory factory() {
        return new SqlFactory(
                name -> {
                    if (name.equals("java:comp/env/jdbc/test")) {
                        return source;
                    }
                    if (name.equals("java:comp/env/other")) {
                        return "something else";
                    }
                    throw new NameNotFoundException(name);
                },
                new Drivers(getClass().getClassLoader()),
                this::instant);
    }

    /** From now on the clock goes by this each time that somebody looks at it. */
    void tick(Duration step) {
        tick = step;
    }

    private synchronized Instant instant() {
        now = now.plus(tick);
        return now;
    }

    /** A handler of this statement; {@code more} are names and values of options. */
    JobHandler of(String sql, Object... more) {
        return with("sql", sql, more);
    }

    JobHandler with(String option, Object value, Object... more) {
        Map<String, Object> options = options(option, value, more);
        FakeOptions given = new FakeOptions(options);
        JobHandler handler = factory().create(given);
        assertThat(given.faults()).isEmpty();
        return handler;
    }

    /** A handler of a type whose settings give this schema. */
    JobHandler withSchema(String schema, String sql, Object... more) {
        FakeOptions given = new FakeOptions(options("sql", sql, more), schema);
        JobHandler handler = factory().create(given);
        assertThat(given.faults()).isEmpty();
        return handler;
    }

    /** The faults of a type with these options. */
    List<String> faults(String option, Object value, Object... more) {
        FakeOptions given = new FakeOptions(options(option, value, more));
        factory().create(given);
        return given.faults();
    }

    /** The schema of a type with these declared parameters. */
    InputSchema schema(Map<String, String> parameters) {
        return InputSchema.parse(factory()
                .schema(new FakeOptions(options("sql", "select 1", "parameters", parameters)))
                .orElseThrow());
    }

    private static Map<String, Object> options(String option, Object value, Object... more) {
        Map<String, Object> options = new HashMap<>(Map.of("data-source", "java:comp/env/jdbc/test", option, value));
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i].toString(), more[i + 1]);
        }
        return options;
    }

    /** What a job of this handler makes of this input. */
    static String result(JobHandler handler, String json) throws Exception {
        FakeJobContext job = FakeJobContext.ofJson(json);
        handler.run(job);
        return job.resultText();
    }

    /** Why a job fails. */
    static JobFailedException failure(ThrowingCallable run) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(JobFailedException.class, run);
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first value of the first row. */
    long number(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }
}
