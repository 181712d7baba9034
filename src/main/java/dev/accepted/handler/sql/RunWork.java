package dev.accepted.handler.sql;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.sql.Parameter.Bound;
import java.io.IOException;
import java.sql.CallableStatement;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the statements for one job. What they give becomes the result: the rows of the last one; if it has none, what a call has
 * given out, as one row; else how many rows each has changed.
 */
final class RunWork {

    private final Work work;
    private final Session session;
    private final Map<String, Bound> values;
    private final JobContext job;
    private final Result result;

    RunWork(Work work, Session session, Map<String, Bound> values, JobContext job, Result result) {
        this.work = work;
        this.session = session;
        this.values = values;
        this.job = job;
        this.result = result;
    }

    void run() throws SQLException, IOException, JobFailedException, InterruptedException {
        result.expect(work.count() == null ? work.expectedRows() : count(work.count()));
        List<List<@Nullable Object>> changes = new ArrayList<>();
        Map<String, @Nullable Object> out = new LinkedHashMap<>();
        int statements = work.statements().size();
        for (int i = 1; i <= statements; i++) {
            job.stopIfAsked();
            long changed = run(work.statements().get(i - 1), i == statements, out);
            changes.add(List.of(i, changed));
            if (changed > 0 || statements > 1) {
                job.log("Statement " + i + " of " + statements + ": " + Result.rows(changed) + " changed");
            }
            if (i < statements) {
                result.tell(100 * i / statements, "Statement " + i + " of " + statements);
            }
        }
        if (result.hasRows()) {
            out.forEach((name, value) -> job.log(name + " = " + Column.textOf(value)));
        } else if (!out.isEmpty()) {
            result.take(List.copyOf(out.keySet()), List.of(new ArrayList<>(out.values())));
        } else {
            result.take(List.of("statement", "changed"), changes);
        }
    }

    private long count(NamedSql sql) throws SQLException {
        try (PreparedStatement statement = prepare(sql, false);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Math.max(0, rows.getLong(1)) : 0;
        }
    }

    /** Runs one statement to its last result, since a database may tell of an error only there. */
    private long run(NamedSql sql, boolean isLast, Map<String, @Nullable Object> out)
            throws SQLException, IOException, JobFailedException, InterruptedException {
        long changed = 0;
        try (PreparedStatement statement = prepare(sql, work.isCall())) {
            boolean hasRows = statement.execute();
            int count = hasRows ? 0 : statement.getUpdateCount();
            while (count >= 0) {
                if (hasRows) {
                    takeRows(statement, isLast);
                }
                changed += count;
                hasRows = statement.getMoreResults();
                count = hasRows ? 0 : statement.getUpdateCount();
            }
            if (changed > 0 && session.terms().readOnly()) {
                throw JobFailedException.forGood(Complaint.IS_READ_ONLY + ".");
            }
            if (statement instanceof CallableStatement call) {
                readOut(call, sql, out);
            }
        }
        return changed;
    }

    private void takeRows(PreparedStatement statement, boolean isLast)
            throws SQLException, IOException, JobFailedException, InterruptedException {
        try (ResultSet rows = statement.getResultSet()) {
            Fetch fetch = new Fetch(rows, session.terms().fetchSize());
            if (isLast) {
                result.take(fetch);
            } else {
                result.passOver(fetch);
            }
        }
    }

    /** A cursor's rows are rows like any others. */
    private void readOut(CallableStatement call, NamedSql sql, Map<String, @Nullable Object> out)
            throws SQLException, IOException, JobFailedException, InterruptedException {
        for (int i = 0; i < sql.names().size(); i++) {
            String name = sql.names().get(i);
            if (work.out().containsKey(name)) {
                Object value = call.getObject(i + 1);
                if (value instanceof ResultSet cursor) {
                    try (cursor) {
                        result.take(new Fetch(cursor, session.terms().fetchSize()));
                    }
                } else {
                    out.put(name, value);
                }
            }
        }
    }

    private PreparedStatement prepare(NamedSql sql, boolean isCall) throws SQLException {
        PreparedStatement statement = session.prepare(sql, isCall, result.timeLeft());
        for (int i = 0; i < sql.names().size(); i++) {
            String name = sql.names().get(i);
            JDBCType type = work.out().get(name);
            if (type != null && statement instanceof CallableStatement call) {
                call.registerOutParameter(i + 1, type.getVendorTypeNumber());
            }
            Bound value = values.get(name);
            if (value != null) {
                value.at(statement, i + 1);
            }
        }
        return statement;
    }
}
