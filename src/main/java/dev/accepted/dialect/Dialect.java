package dev.accepted.dialect;

/**
 * How everything that clients can read looks in one media type. Clients choose among dialects by {@code Accept}.
 *
 * <p>All methods are pure functions from a view to the bytes of a whole body, in UTF-8 where they are text, so a body's
 * length is known before it is sent. Implementations are immutable, and safe for use by many threads.
 */
public interface Dialect {

    /** The media type of everything but problems, as it stands in a {@code Content-Type} field. */
    String mediaType();

    /** The media type of problems, as it stands in a {@code Content-Type} field. */
    String problemMediaType();

    /** The answer to an accepted submission. */
    byte[] task(TaskView task);

    /** The same with the job itself, for a client that wants to see what it has made; where there is no room for both, without. */
    default byte[] task(TaskView task, JobView job) {
        return task(task);
    }

    /** A job. */
    byte[] job(JobView job);

    /** What has happened to a job. */
    byte[] history(HistoryView history);

    /** Who is told of a job. */
    byte[] callbacks(CallbacksView callbacks);

    /** A part of the list of jobs. */
    byte[] jobs(JobsView jobs);

    /** What became of many jobs. */
    byte[] bulk(BulkView bulk);

    /** The home resource. */
    byte[] home(HomeView home);

    /** All queues. */
    byte[] queues(QueuesView queues);

    /** A queue. */
    byte[] queue(QueueView queue);

    /** All job types. */
    byte[] types(TypesView types);

    /** A job type. */
    byte[] type(TypeView type);

    /** All schedules. */
    byte[] schedules(SchedulesView schedules);

    /** A schedule. */
    byte[] schedule(ScheduleView schedule);

    /** What went wrong with a request (RFC 9457). */
    byte[] problem(Problem problem);

    /** What a kind of problem means. */
    byte[] meaning(ProblemCode code);
}
