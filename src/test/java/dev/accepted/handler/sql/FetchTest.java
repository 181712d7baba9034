package dev.accepted.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A driver that fetches a portion when it has no more rows, which takes as long as a row takes, times the rows. */
class FetchTest {

    private final List<Integer> portions = new ArrayList<>(List.of(Fetch.FIRST));
    private int size = Fetch.FIRST;
    private int left = Fetch.FIRST;
    private long nanos;
    private Duration perRow = Duration.ZERO;

    @Test
    void portionsGrowWhileRowsComeQuickly() throws Exception {
        read(new Fetch(rows(), 100, () -> nanos), 500);
        assertThat(portions).startsWith(10, 10, 20, 40, 80, 100, 100).allMatch(portion -> portion <= 100);
    }

    @Test
    void portionsShrinkToOneRowWhereRowsAreSlow() throws Exception {
        perRow = Duration.ofSeconds(2);
        read(new Fetch(rows(), 1000, () -> nanos), 40);
        assertThat(portions).startsWith(10, 10, 5, 2, 1, 1, 1);
    }

    @Test
    void portionsStayWhereTheyTakeWhatTheyShould() throws Exception {
        perRow = Duration.ofMillis(20);
        read(new Fetch(rows(), 1000, () -> nanos), 100);
        assertThat(portions).containsOnly(10);
    }

    @Test
    void portionsAreNeverLargerThanTheOperatorWants() throws Exception {
        size = left = Fetch.first(3);
        portions.set(0, 3);
        read(new Fetch(rows(), 3, () -> nanos), 20);
        assertThat(portions).containsOnly(3);
    }

    private static void read(Fetch fetch, int rows) throws SQLException {
        for (int i = 0; i < rows; i++) {
            assertThat(fetch.next()).isTrue();
        }
    }

    private ResultSet rows() {
        return (ResultSet) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setFetchSize")) {
                        size = (int) arguments[0];
                        return null;
                    }
                    if (left == 0) {
                        portions.add(size);
                        left = size;
                        nanos += perRow.multipliedBy(size).toNanos();
                    }
                    left--;
                    return true;
                });
    }
}
