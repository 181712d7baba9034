package dev.accepted.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.FakeOptions;
import dev.accepted.handler.HandlerOptions;
import dev.accepted.handler.InputSchema;
import dev.accepted.handler.JobHandler;
import dev.accepted.job.Refusal.Violation;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators can say, and what they are told when they say it wrong. No database is asked at start. */
class SqlOptionsTest {

    private final SqlTypes types = new SqlTypes(new JdbcDataSource());

    @Test
    void faultyOptionsAreAllNamed() {
        FakeOptions options = new FakeOptions(Map.ofEntries(
                Map.entry("url", "jdbc:none:x?password=secret"),
                Map.entry("data-source", "java:comp/env/jdbc/test"),
                Map.entry("sql", "select 'x"),
                Map.entry("parameters", Map.of("a", "text", "b", "integer")),
                Map.entry("count", "/*"),
                Map.entry("format", "pdf"),
                Map.entry("result-type", "pdf"),
                Map.entry("csv-formulas", "yes"),
                Map.entry("isolation", "none")));
        types.factory().create(options);
        assertThat(options.faults())
                .containsExactlyInAnyOrder(
                        "data-source", "url", "sql", "parameters.a", "count", "format", "csv-formulas", "isolation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java:comp/env/other", "java:comp/env/none"})
    void theDataSourceMustBeOne(String name) {
        assertThat(types.faults("sql", "select 1", "data-source", name)).containsExactly("data-source");
    }

    @Test
    void thereMustBeADatabaseAndOneKindOfStatement() {
        FakeOptions nothing = new FakeOptions(Map.of());
        types.factory().create(nothing);
        assertThat(nothing.faults()).containsExactlyInAnyOrder("data-source", "sql");
        assertThat(types.faults("sql", "select 1", "call", "{call p()}")).containsExactly("sql");
        assertThat(types.faults("sql", "select 1", "statements", List.of("select 2")))
                .containsExactly("sql");
    }

    @Test
    void everyParameterMustBeAKnownMemberOfOneScalarType() {
        assertThat(types.faults("sql", "select :a", "parameters", Map.of("b", "string")))
                .containsExactly("parameters");
        assertThat(types.faults("statements", List.of("select 1", "select :a"))).containsExactly("parameters");
        assertThat(types.faults("sql", "select 1", "count", "select :a")).containsExactly("parameters");
        for (String property : List.of(
                "{\"type\":\"object\"}",
                "{\"type\":[\"string\",\"integer\"]}",
                "{}",
                "{\"type\":\"array\",\"items\":{\"type\":\"array\"}}")) {
            assertThat(faultsWithSchema("{\"properties\":{\"a\":" + property + "}}", "select :a"))
                    .as(property)
                    .containsExactly("parameters");
        }
        for (String property : List.of(
                "{\"type\":\"string\"}",
                "{\"type\":[\"null\",\"integer\"]}",
                "{\"enum\":[\"x\",\"y\"]}",
                "{\"$ref\":\"#/$defs/day\"}",
                "{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/day\"}}")) {
            assertThat(faultsWithSchema(
                            "{\"properties\":{\"a\":" + property
                                    + "},\"$defs\":{\"day\":{\"type\":\"string\",\"format\":\"date\"}}}",
                            "select :a"))
                    .as(property)
                    .isEmpty();
        }
    }

    @Test
    void namesOfWhatTheJobKnowsAreTaken() {
        assertThat(types.faults("sql", "select :job_owner", "parameters", Map.of("job_owner", "string")))
                .containsExactly("parameters");
        assertThat(types.faults("sql", "select :job_owner", "parameters", Map.of("job-owner", "string")))
                .as("the member with a dash is never meant")
                .isEmpty();
    }

    @Test
    void aTypeHasASchemaOrDeclaredParameters() {
        FakeOptions options = new FakeOptions(
                Map.of(
                        "data-source",
                        "java:comp/env/jdbc/test",
                        "sql",
                        "select :a",
                        "parameters",
                        Map.of("a", "string")),
                "{\"properties\":{\"a\":{\"type\":\"string\"}}}");
        types.factory().create(options);
        assertThat(options.faults()).containsExactly("parameters");
    }

    @Test
    void whatASchemaThatCannotBeReadDeclaresIsNotComplainedOf() {
        assertThat(faultsWithSchema("{", "select :a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert into t values (1)", "  UPDATE t set a = 1", "delete\nfrom t", "drop table t"})
    void aStatementThatPlainlyChangesSomethingIsNotReadOnly(String sql) {
        assertThat(types.faults("sql", sql)).containsExactly("sql");
        assertThat(types.faults("sql", sql, "read-only", "false")).isEmpty();
    }

    @Test
    void aCallHasTheFormOfOneAndItsOutParametersTheirTypes() {
        assertThat(types.faults("call", "close_month(:a)", "out", Map.of("a", "long")))
                .containsExactlyInAnyOrder("call", "out.a", "parameters");
        assertThat(types.faults("call", "{:r = call f()}", "out", Map.of("r", "timestamp-with-timezone")))
                .isEmpty();
        assertThat(types.faults("call", "call p(:r)", "out", Map.of("r", "cursor")))
                .isEmpty();
    }

    @Test
    void theSchemaIsMadeOfTheDeclaredParameters() throws Exception {
        InputSchema schema = types.schema(Map.of(
                "from", "date", "ids", "integer[]", "name", "string?", "on", "boolean?", "when", "date-time[]?"));
        assertThat(schema.document().path("additionalProperties").asBoolean(true))
                .isFalse();
        assertThat(violations(schema, "{\"from\":\"2026-03-01\",\"ids\":[1,2]}"))
                .isEmpty();
        assertThat(
                        violations(
                                schema,
                                "{\"from\":\"first\",\"ids\":[1,\"x\"],\"name\":1,\"on\":\"true\",\"when\":[\"noon\"],\"more\":1}"))
                .extracting(Violation::pointer)
                .containsExactly("", "/from", "/ids/1", "/name", "/on", "/when/0");
        assertThat(violations(schema, "{}")).hasSize(2);
        assertThat(violations(schema, "{\"from\":\"2026-03-01\",\"ids\":[9223372036854775808]}"))
                .extracting(Violation::pointer)
                .containsExactly("/ids/0");
    }

    @Test
    void aDatabaseCanBeNamedByUrlAndThenTheDriverIsFoundOrNamed() throws Exception {
        for (boolean named : new boolean[] {false, true}) {
            Map<String, Object> values = new HashMap<>(Map.of(
                    "url", "jdbc:h2:mem:",
                    "user", "fred",
                    "password", "x",
                    "properties", Map.of("NON_KEYWORDS", "SELECTION"),
                    "sql", "select current_user as selection"));
            if (named) {
                values.put("driver", "org.h2.Driver");
            }
            FakeOptions options = new FakeOptions(values);
            JobHandler handler = types.factory().create(options);
            assertThat(options.faults()).isEmpty();
            FakeJobContext job = FakeJobContext.ofJson("{}");
            handler.run(job);
            assertThat(job.resultText()).isEqualTo("[{\"SELECTION\":\"FRED\"}]\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no.such.Driver", "java.lang.String"})
    void aNamedDriverMustBeOne(String driver) {
        FakeOptions options = new FakeOptions(Map.of("url", "jdbc:h2:mem:", "driver", driver, "sql", "select 1"));
        types.factory().create(options);
        assertThat(options.faults()).containsExactly("driver");
    }

    /** Every option that is read is in the README, and the other way round. */
    @Test
    void theReadmesTableHasAllOptions() throws Exception {
        Set<String> read = new TreeSet<>();
        for (Map<String, Object> values : List.<Map<String, Object>>of(
                Map.of("url", "jdbc:h2:mem:", "call", "{call p()}"), Map.of("data-source", "x", "sql", "select 1"))) {
            FakeOptions options = new FakeOptions(values);
            HandlerOptions recording = (HandlerOptions) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {HandlerOptions.class}, (proxy, method, arguments) -> {
                        if (arguments != null && !method.getName().equals("fault")) {
                            read.add(arguments[0].toString());
                        }
                        return method.invoke(options, arguments);
                    });
            types.factory().create(recording);
        }
        String readme = Files.readString(Path.of("README.md"));
        Set<String> listed = new TreeSet<>();
        Matcher row = Pattern.compile("^\\| (`.*?) \\|", Pattern.MULTILINE)
                .matcher(
                        readme.substring(readme.indexOf("| option of `sql`"), readme.indexOf("A handler of your own")));
        while (row.find()) {
            for (String name : row.group(1).split(", ", -1)) {
                listed.add(name.replace("`", ""));
            }
        }
        assertThat(listed).isEqualTo(read);
    }

    private List<String> faultsWithSchema(String schema, String sql) {
        FakeOptions options = new FakeOptions(Map.of("data-source", "java:comp/env/jdbc/test", "sql", sql), schema);
        types.factory().create(options);
        return options.faults();
    }

    private static List<Violation> violations(InputSchema schema, String json) throws Exception {
        return schema.check(new ObjectMapper().readTree(json), "");
    }
}
