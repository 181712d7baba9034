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

/** XML: the same members in the same order with the same texts; {@code job.xsd} beside this class describes it. */
public final class SeedXml implements Dialect {

    private final Bodies bodies;

    /**
     * Writes XML.
     *
     * @param problems the absolute path below which each kind of problem is explained, without a slash at its end
     */
    public SeedXml(String problems) {
        bodies = new Bodies(problems);
    }

    @Override
    public String mediaType() {
        return "application/xml";
    }

    @Override
    public String problemMediaType() {
        return "application/problem+xml";
    }

    @Override
    public byte[] task(TaskView task) {
        return bodies.task(new XmlSink(Bodies.SMALL), task);
    }

    @Override
    public byte[] job(JobView job) {
        return bodies.job(new XmlSink(Bodies.USUAL), job);
    }

    @Override
    public byte[] history(HistoryView history) {
        return new HistoryBody(bodies).write(new XmlSink(Bodies.USUAL), history);
    }

    @Override
    public byte[] callbacks(CallbacksView callbacks) {
        return CallbacksBody.write(new XmlSink(Bodies.USUAL), callbacks);
    }

    @Override
    public byte[] jobs(JobsView jobs) {
        return bodies.jobs(new XmlSink(Bodies.lengthOf(jobs)), jobs);
    }

    @Override
    public byte[] bulk(BulkView bulk) {
        return bodies.bulk(new XmlSink(Bodies.SMALL), bulk);
    }

    @Override
    public byte[] home(HomeView home) {
        return bodies.home(new XmlSink(Bodies.USUAL), home);
    }

    @Override
    public byte[] queues(QueuesView queues) {
        return bodies.queues(new XmlSink(Bodies.USUAL), queues);
    }

    @Override
    public byte[] queue(QueueView queue) {
        return bodies.queue(new XmlSink(Bodies.SMALL), queue);
    }

    @Override
    public byte[] types(TypesView types) {
        return bodies.types(new XmlSink(Bodies.USUAL), types);
    }

    @Override
    public byte[] type(TypeView type) {
        return bodies.type(new XmlSink(Bodies.USUAL), type);
    }

    @Override
    public byte[] schedules(SchedulesView schedules) {
        return ScheduleBody.write(new XmlSink(Bodies.USUAL), schedules);
    }

    @Override
    public byte[] schedule(ScheduleView schedule) {
        return ScheduleBody.write(new XmlSink(Bodies.USUAL), schedule);
    }

    /** A problem as RFC 9457 appendix B has it: in its namespace, the items of an array as elements {@code i}. */
    @Override
    public byte[] problem(Problem problem) {
        ProblemCode code = problem.code();
        XmlSink sink = new XmlSink(Bodies.SMALL);
        sink.open("problem");
        sink.attribute("xmlns", "urn:ietf:rfc:7807");
        sink.text("type", bodies.typeOf(code));
        sink.text("title", code.title());
        sink.text("status", code.status());
        sink.text("detail", problem.detail());
        sink.text("code", code.key());
        if (!problem.errors().isEmpty()) {
            sink.open("errors");
            for (Violation error : problem.errors()) {
                sink.open("i");
                sink.text("pointer", error.pointer());
                sink.text("detail", error.detail());
                sink.close("i");
            }
            sink.close("errors");
        }
        for (Map.Entry<String, String> extra : problem.extras().entrySet()) {
            sink.text(extra.getKey(), extra.getValue());
        }
        sink.close("problem");
        return sink.toBytes();
    }

    @Override
    public byte[] meaning(ProblemCode code) {
        return bodies.meaning(new XmlSink(Bodies.SMALL), code);
    }
}
