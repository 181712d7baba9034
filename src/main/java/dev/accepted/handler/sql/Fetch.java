package dev.accepted.handler.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Fetches rows in portions: small ones at first, larger ones while they come quickly. Slow rows so come one by one, are told of at
 * once, and the job can stop between them, which PostgreSQL's driver cannot do while it waits for a portion.
 */
final class Fetch {

    static final int FIRST = 10;

    private static final long QUICK = Duration.ofMillis(50).toNanos();
    private static final long SLOW = Duration.ofMillis(500).toNanos();

    private final ResultSet rows;
    private final int most;
    private final LongSupplier nanos;
    private int size;
    private int left;

    /**
     * Of a statement whose fetch size was {@link #first}.
     *
     * @param most the largest portion
     */
    Fetch(ResultSet rows, int most) {
        this(rows, most, System::nanoTime);
    }

    Fetch(ResultSet rows, int most, LongSupplier nanos) {
        this.rows = rows;
        this.most = most;
        this.nanos = nanos;
        this.size = first(most);
        this.left = size;
    }

    static int first(int most) {
        return Math.min(FIRST, most);
    }

    ResultSet rows() {
        return rows;
    }

    boolean next() throws SQLException {
        if (left > 0) {
            left--;
            return rows.next();
        }
        long begun = nanos.getAsLong();
        boolean more = rows.next();
        adapt(nanos.getAsLong() - begun);
        return more;
    }

    /** To how long the last portion took; what is set is for the next one. */
    private void adapt(long took) throws SQLException {
        left = size - 1;
        int wanted = took < QUICK ? Math.min(most, size * 2) : took > SLOW ? Math.max(1, size / 2) : size;
        if (wanted != size) {
            rows.setFetchSize(wanted);
            size = wanted;
        }
    }
}
