package dev.accepted.handler.sql;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result of one job: rows go through it one by one, counted, and not more than allowed. It tells how far it is. */
final class Result {

    /** How often it is told. */
    private static final Duration BETWEEN = Duration.ofMillis(250);

    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final int MOST_BEFORE_THE_END = 99;

    private final JobContext job;
    private final Form form;
    private final InstantSource time;
    private Instant tellAt = Instant.MIN;
    private long expected;
    private long count;
    private boolean hasRows;

    /** A result without rows. */
    Result(JobContext job, Form form, InstantSource time) {
        this.job = job;
        this.form = form;
        this.time = time;
    }

    /** Says how many rows there will be; 0 if that is not known. */
    void expect(long rows) {
        expected = rows;
    }

    /** Whether a statement has given rows, be it none. */
    boolean hasRows() {
        return hasRows;
    }

    /** Takes all rows that a statement gives; those of a second one are not kept. */
    void take(Fetch fetch) throws SQLException, IOException, JobFailedException, InterruptedException {
        if (hasRows || form.format() == Form.Format.NONE) {
            passOver(fetch);
            return;
        }
        hasRows = true;
        Counted bytes = new Counted(open());
        Rows out = form.rows(bytes);
        ResultSet rows = fetch.rows();
        List<Column> columns = Column.of(rows.getMetaData());
        out.begin(columns.stream().map(Column::name).toList());
        while (fetch.next()) {
            job.stopIfAsked();
            out.beginRow();
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                out.value(column.kind(), column.way().read(rows, i + 1));
            }
            out.endRow();
            count++;
            check(bytes.count);
            tellNowAndThen();
        }
        out.end();
        check(bytes.count);
        tell();
        job.log(rows(count) + " in the result");
    }

    /** Has a statement give all its rows, since some do their work only while they are asked for the next. */
    void passOver(Fetch fetch) throws SQLException, InterruptedException {
        while (fetch.next()) {
            job.stopIfAsked();
        }
    }

    /** Takes rows that we have made. */
    void take(List<String> names, List<List<@Nullable Object>> values) throws IOException, JobFailedException {
        if (form.format() == Form.Format.NONE) {
            return;
        }
        Rows out = form.rows(open());
        out.begin(names);
        for (List<@Nullable Object> row : values) {
            out.beginRow();
            for (Object value : row) {
                out.value(Column.kindOf(value), Column.textOf(value));
            }
            out.endRow();
        }
        out.end();
    }

    private OutputStream open() throws IOException {
        String name = Objects.requireNonNullElseGet(
                form.name(), () -> job.type() + "." + form.format().word());
        return job.result(form.mediaType(), name);
    }

    private void check(long bytes) throws JobFailedException {
        if (count > form.maxRows()) {
            throw JobFailedException.forGood(
                    "There are more than " + form.maxRows() + " rows, which this type does not allow.");
        }
        if (bytes > form.maxBytes()) {
            throw JobFailedException.forGood(
                    "The result is larger than " + form.maxBytes() + " bytes, which this type does not allow.");
        }
    }

    private void tellNowAndThen() {
        Instant now = time.instant();
        if (!now.isBefore(tellAt)) {
            tellAt = now.plus(BETWEEN);
            tell();
        }
    }

    private void tell() {
        long percent = expected == 0 ? 0 : Math.min(MOST_BEFORE_THE_END, count * 100 / expected);
        job.progress((int) percent, expected == 0 ? rows(count) : count + " of " + expected + " rows");
    }

    /** Tells how far the statements are; in percent only if rows do not. */
    void tell(int percent, String text) {
        job.progress(expected == 0 ? percent : 0, text);
    }

    /** How long a statement may run that nobody stops: somewhat longer than the attempt, which is stopped by others. */
    Duration timeLeft() {
        return Duration.between(time.instant(), job.deadline()).plus(SLACK);
    }

    static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    /** Counts what goes through. */
    private static final class Counted extends FilterOutputStream {

        private long count;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
