package dev.accepted.handler.sql;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/**
 * What a database complains of, in words that clients may read: a plain sentence and the SQLSTATE, which says more to those who
 * know it. The database's own words name tables and quote statements and values; they go to the log only.
 */
final class Complaint {

    private static final Logger LOG = System.getLogger(Complaint.class.getName());

    static final String IS_READ_ONLY = "The statement would change something, but this type is read only";

    private static final String READ_ONLY = "25006";
    private static final String CANCELLED = "57014";

    private Complaint() {}

    static JobFailedException of(SQLException e, JobContext job) {
        String state = e.getSQLState();
        LOG.log(Level.ERROR, job.id() + ": the database complains, so this attempt fails", e);
        boolean mayPass = e instanceof SQLTransientException || e instanceof SQLRecoverableException;
        String detail = words(state) + (state == null ? "" : " (SQLSTATE " + state + ").");
        return mayPass || isPassing(state) ? JobFailedException.because(detail) : JobFailedException.forGood(detail);
    }

    private static String words(@Nullable String state) {
        if (state == null) {
            return "The database complains. The server's log tells more.";
        }
        return switch (state) {
            case READ_ONLY -> IS_READ_ONLY;
            case CANCELLED -> "The database has ended the statement before its end";
            default ->
                switch (state.substring(0, Math.min(2, state.length()))) {
                    case "08" -> "The database cannot be reached";
                    case "22" -> "The database cannot take a value";
                    case "23" -> "The database refuses the change, for it breaks a rule";
                    case "28" -> "The database does not let us in";
                    case "40" -> "The database has given up the transaction, for others were in its way";
                    case "42" -> "The database does not understand the statement, or does not allow it";
                    case "53" -> "The database has no room for the statement";
                    default -> "The database complains";
                };
        };
    }

    /** Whether another attempt may do better: not with the same values, rights or statement. */
    private static boolean isPassing(@Nullable String state) {
        return state == null
                || !(state.equals(READ_ONLY)
                        || state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("42"));
    }
}
