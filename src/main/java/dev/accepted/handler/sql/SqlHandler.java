package dev.accepted.handler.sql;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobContext.StopHook;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.sql.Parameter.Bound;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;

/**
 * Runs the operator's statements for each job: all of them in one transaction, with the input's values bound. Rows of the last one
 * become the result while they come. A job that is to stop has its statement cancelled; however it ends, the connection goes back
 * clean.
 */
final class SqlHandler implements JobHandler {

    private final Database database;
    private final Work work;
    private final Form form;
    private final Terms terms;
    private final InstantSource time;

    SqlHandler(Database database, Work work, Form form, Terms terms, InstantSource time) {
        this.database = database;
        this.work = work;
        this.form = form;
        this.terms = terms;
        this.time = time;
    }

    @Override
    public void run(JobContext job) throws IOException, JobFailedException, InterruptedException {
        Map<String, Bound> values = work.values(job);
        job.stopIfAsked();
        try (Session session = Session.begin(database, terms)) {
            run(job, session, values);
            job.stopIfAsked();
            session.end();
        } catch (SQLException e) {
            job.stopIfAsked();
            throw Complaint.of(e, job);
        }
    }

    /** The hook is gone before the transaction ends, so it can reach neither the commit nor who gets the connection next. */
    private void run(JobContext job, Session session, Map<String, Bound> values)
            throws SQLException, IOException, JobFailedException, InterruptedException {
        StopHook hook = job.onStop(session::stop);
        try {
            new RunWork(work, session, values, job, new Result(job, form, time)).run();
        } finally {
            session.rest();
            hook.withdraw();
        }
    }
}
