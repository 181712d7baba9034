package dev.accepted.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.container.ApplicationTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.naming.NamingException;
import org.awaitility.Awaitility;
import org.eclipse.jetty.plus.jndi.EnvEntry;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A {@code DataSource} that the container has bound is found at start, and used by jobs on threads that cannot look it up. */
class JndiDataSourceTest extends ApplicationTest {

    private EnvEntry bound;

    @Override
    protected String settings() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:");
        h2.setUser("container");
        try {
            bound = new EnvEntry(null, "jdbc/reports", h2, true);
        } catch (NamingException e) {
            throw new IllegalStateException(e);
        }
        return """
                accepted:
                  types:
                    who:
                      handler: sql
                      options:
                        data-source: java:comp/env/jdbc/reports
                        sql: select current_user as name
                        format: csv
                """;
    }

    @AfterAll
    void unbind() {
        bound.release();
    }

    @Test
    void theContainersDataSourceIsUsed() throws Exception {
        HttpResponse<String> accepted = jetty.submit("user", "{\"type\":\"who\",\"input\":{}}");
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String result = accepted.headers().firstValue("Location").orElseThrow() + "/result";
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> jetty.get("user", result).statusCode() != 202);
        assertThat(jetty.get("user", result).body()).isEqualTo("NAME\r\nCONTAINER\r\n");
    }
}
