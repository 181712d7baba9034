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
import dev.accepted.job.Refusal.Violation;
import java.util.Map;

/** JSON: what every client gets that does not prefer something else. */
public final class SeedJson implements Dialect {

    private final Bodies bodies;

    /**
     * Writes JSON.
     *
     * @param problems the absolute path below which each kind of problem is explained, without a slash at its end
     */
    public SeedJson(String problems) {
        bodies = new Bodies(problems);
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public String problemMediaType() {
        return "application/problem+json";
    }

    @Override
    public byte[] task(TaskView task) {
        return bodies.task(new JsonSink(Bodies.SMALL), task);
    }

    @Override
    public byte[] task(TaskView task, JobView job) {
        return bodies.task(new JsonSink(Bodies.USUAL), task, job);
    }

    @Override
    public byte[] job(JobView job) {
        return bodies.job(new JsonSink(Bodies.USUAL), job);
    }

    @Override
    public byte[] history(HistoryView history) {
        return new HistoryBody(bodies).write(new JsonSink(Bodies.USUAL), history);
    }

    @Override
    public byte[] callbacks(CallbacksView callbacks) {
        return CallbacksBody.write(new JsonSink(Bodies.USUAL), callbacks);
    }

    @Override
    public byte[] jobs(JobsView jobs) {
        return bodies.jobs(new JsonSink(Bodies.lengthOf(jobs)), jobs);
    }

    @Override
    public byte[] bulk(BulkView bulk) {
        return bodies.bulk(new JsonSink(Bodies.SMALL), bulk);
    }

    @Override
    public byte[] home(HomeView home) {
        return bodies.home(new JsonSink(Bodies.USUAL), home);
    }

    @Override
    public byte[] queues(QueuesView queues) {
        return bodies.queues(new JsonSink(Bodies.USUAL), queues);
    }

    @Override
    public byte[] queue(QueueView queue) {
        return bodies.queue(new JsonSink(Bodies.SMALL), queue);
    }

    @Override
    public byte[] types(TypesView types) {
        return bodies.types(new JsonSink(Bodies.USUAL), types);
    }

    @Override
    public byte[] type(TypeView type) {
        return bodies.type(new JsonSink(Bodies.USUAL), type);
    }

    @Override
    public byte[] schedules(SchedulesView schedules) {
        return ScheduleBody.write(new JsonSink(Bodies.USUAL), schedules);
    }

    @Override
    public byte[] schedule(ScheduleView schedule) {
        return ScheduleBody.write(new JsonSink(Bodies.USUAL), schedule);
    }

    /** A problem as RFC 9457 section 3 has it: its status is a number, unlike anything in the seed. */
    @Override
    public byte[] problem(Problem problem) {
        ProblemCode code = problem.code();
        JsonSink sink = new JsonSink(Bodies.SMALL);
        sink.text("type", bodies.typeOf(code));
        sink.text("title", code.title());
        sink.number("status", code.status());
        sink.text("detail", problem.detail());
        sink.text("code", code.key());
        if (!problem.errors().isEmpty()) {
            sink.openList("errors");
            for (Violation error : problem.errors()) {
                sink.openItem("errors");
                sink.text("pointer", error.pointer());
                sink.text("detail", error.detail());
                sink.close("errors");
            }
            sink.closeList();
        }
        for (Map.Entry<String, String> extra : problem.extras().entrySet()) {
            sink.text(extra.getKey(), extra.getValue());
        }
        return sink.toBytes();
    }

    @Override
    public byte[] meaning(ProblemCode code) {
        return bodies.meaning(new JsonSink(Bodies.SMALL), code);
    }
}
