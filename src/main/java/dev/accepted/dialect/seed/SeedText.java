package dev.accepted.dialect.seed;

import dev.accepted.dialect.BulkView;
import dev.accepted.dialect.CallbacksView;
import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.HistoryView;
import dev.accepted.dialect.HomeView;
import dev.accepted.dialect.JobView;
import dev.accepted.dialect.JobsView;
import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.dialect.QueueView;
import dev.accepted.dialect.QueuesView;
import dev.accepted.dialect.ScheduleView;
import dev.accepted.dialect.SchedulesView;
import dev.accepted.dialect.TaskView;
import dev.accepted.dialect.TypeView;
import dev.accepted.dialect.TypesView;
import dev.accepted.job.Job;
import dev.accepted.job.Refusal.Violation;
import java.util.Map;

/** Plain text: the least that a script or a person at a terminal needs. */
public final class SeedText implements Dialect {

    private final Bodies bodies;

    /**
     * Writes plain text.
     *
     * @param problems the absolute path below which each kind of problem is explained, without a slash at its end
     */
    public SeedText(String problems) {
        bodies = new Bodies(problems);
    }

    @Override
    public String mediaType() {
        return "text/plain;charset=UTF-8";
    }

    @Override
    public String problemMediaType() {
        return "text/plain;charset=UTF-8";
    }

    /** The absolute URI of the job, on a line. */
    @Override
    public byte[] task(TaskView task) {
        TextSink sink = new TextSink(Bodies.SMALL);
        sink.line(task.uri());
        return sink.toBytes();
    }

    /** The one word of the job's status, on a line. */
    @Override
    public byte[] job(JobView job) {
        TextSink sink = new TextSink(Bodies.SMALL);
        sink.line(job.job().status().name());
        return sink.toBytes();
    }

    /** A line for each thing that happened: its time, what it was in one word, and the rest, with tabs between them. */
    @Override
    public byte[] history(HistoryView history) {
        return HistoryBody.lines(new TextSink(Bodies.USUAL), history);
    }

    @Override
    public byte[] callbacks(CallbacksView callbacks) {
        return CallbacksBody.write(new TextSink(Bodies.USUAL), callbacks);
    }

    /** A line for each job: id, status and name with tabs between them. */
    @Override
    public byte[] jobs(JobsView jobs) {
        TextSink sink = new TextSink(Bodies.lengthOf(jobs));
        for (JobView item : jobs.jobs()) {
            Job job = item.job();
            sink.line(job.id().toString(), job.status().name(), job.request().name());
        }
        return sink.toBytes();
    }

    @Override
    public byte[] bulk(BulkView bulk) {
        return bodies.bulk(new TextSink(Bodies.SMALL), bulk);
    }

    @Override
    public byte[] home(HomeView home) {
        return bodies.home(new TextSink(Bodies.USUAL), home);
    }

    @Override
    public byte[] queues(QueuesView queues) {
        return bodies.queues(new TextSink(Bodies.USUAL), queues);
    }

    @Override
    public byte[] queue(QueueView queue) {
        return bodies.queue(new TextSink(Bodies.SMALL), queue);
    }

    @Override
    public byte[] types(TypesView types) {
        return bodies.types(new TextSink(Bodies.USUAL), types);
    }

    @Override
    public byte[] type(TypeView type) {
        return bodies.type(new TextSink(Bodies.USUAL), type);
    }

    @Override
    public byte[] schedules(SchedulesView schedules) {
        return ScheduleBody.lines(new TextSink(Bodies.USUAL), schedules);
    }

    @Override
    public byte[] schedule(ScheduleView schedule) {
        return ScheduleBody.write(new TextSink(Bodies.USUAL), schedule);
    }

    /** The title, the detail, and a line for each fault and further member. */
    @Override
    public byte[] problem(Problem problem) {
        TextSink sink = new TextSink(Bodies.SMALL);
        sink.line(problem.code().title());
        sink.line(problem.detail());
        for (Violation error : problem.errors()) {
            sink.line(error.pointer().isEmpty() ? error.detail() : error.pointer() + ": " + error.detail());
        }
        for (Map.Entry<String, String> extra : problem.extras().entrySet()) {
            sink.text(extra.getKey(), extra.getValue());
        }
        return sink.toBytes();
    }

    @Override
    public byte[] meaning(ProblemCode code) {
        return bodies.meaning(new TextSink(Bodies.SMALL), code);
    }
}
