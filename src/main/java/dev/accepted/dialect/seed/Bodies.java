package dev.accepted.dialect.seed;

import dev.accepted.dialect.BulkView;
import dev.accepted.dialect.HomeView;
import dev.accepted.dialect.JobView;
import dev.accepted.dialect.JobsView;
import dev.accepted.dialect.Link;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.dialect.QueueView;
import dev.accepted.dialect.QueuesView;
import dev.accepted.dialect.TaskView;
import dev.accepted.dialect.TypeView;
import dev.accepted.dialect.TypesView;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.Outcome;
import dev.accepted.job.Outlook;
import dev.accepted.job.Phase;
import dev.accepted.job.QueueName;
import dev.accepted.job.Request;
import dev.accepted.job.TypicalDuration;
import java.util.List;

/**
 * The body of each representation: its members and their order, said once for all forms. Scalars are texts, times are
 * {@link SeedTime}s.
 *
 * <p>A job begins with the eleven members that never change; members that clients may ignore follow, in this order:
 * {@code type}, {@code queue}, {@code priority}, {@code attempt}, {@code queue-position}, {@code queue-state},
 * {@code estimated-end-time}, {@code expiry-time}, {@code retried-by}, {@code error}, {@code links}.
 *
 * @param problems the absolute path below which each kind of problem is explained, without a slash at its end
 */
record Bodies(String problems) {

    /** About how many bytes a small body has. */
    static final int SMALL = 512;

    /** About how many bytes a job has with its links. */
    static final int USUAL = 2048;

    /** About how many bytes a list has. */
    static int lengthOf(JobsView view) {
        return SMALL * (view.jobs().size() + 1);
    }

    byte[] task(Sink sink, TaskView view) {
        member(sink, view);
        return sink.toBytes();
    }

    byte[] task(Sink sink, TaskView task, JobView job) {
        member(sink, task);
        member(sink, job);
        return sink.toBytes();
    }

    byte[] job(Sink sink, JobView view) {
        member(sink, view);
        return sink.toBytes();
    }

    private static void member(Sink sink, TaskView view) {
        sink.open("task");
        sink.text("href", view.href());
        sink.text("id", view.id().value());
        sink.close("task");
    }

    private void member(Sink sink, JobView view) {
        Job job = view.job();
        Request request = job.request();
        sink.open("job");
        eleven(sink, view);
        sink.text("type", request.type().value());
        sink.text("queue", request.place().queue().value());
        sink.text("priority", request.place().priority());
        sink.text("attempt", job.attempt());
        outlook(sink, view.outlook());
        if (job.isCompleted()) {
            sink.time("expiry-time", job.expiresAt().orElse(null));
        }
        if (request.retry() != null) {
            sink.text("retried-by", request.retry().by());
        }
        Fault fault = job.outcome().flatMap(Outcome::fault).orElse(null);
        if (fault != null) {
            error(sink, fault);
        }
        links(sink, view.links());
        sink.close("job");
    }

    private static void eleven(Sink sink, JobView view) {
        Job job = view.job();
        Phase phase = job.phase();
        Request request = job.request();
        sink.attribute("uri", view.uri());
        sink.text("id", job.id().value());
        sink.text("name", request.name());
        sink.text("job-state", job.state().name());
        sink.text("job-status", job.status().name());
        sink.text("percent-complete", phase.progress().percent());
        sink.time("scheduled-start-time", phase.dueAt());
        sink.time("start-time", job.startedAt().orElse(null));
        sink.time("end-time", job.endedAt().orElse(null));
        sink.text("owner", request.owner().name());
        sink.text("summary", request.summary());
    }

    private static void outlook(Sink sink, Outlook outlook) {
        if (outlook.queuePosition() != null) {
            sink.text("queue-position", outlook.queuePosition());
        }
        if (outlook.queuePaused()) {
            sink.text("queue-state", QueueView.PAUSED);
        }
        if (outlook.end() != null) {
            sink.time("estimated-end-time", outlook.end());
        }
    }

    /** A problem without the status of an answer, for it did not happen to a request. */
    void error(Sink sink, Fault fault) {
        ProblemCode code = ProblemCode.ofFault(fault);
        sink.open("error");
        sink.text("type", typeOf(code));
        sink.text("title", code.title());
        sink.text("detail", fault.detail());
        sink.text("code", fault.code());
        sink.close("error");
    }

    byte[] jobs(Sink sink, JobsView view) {
        sink.open("jobs");
        sink.attribute("uri", view.uri());
        if (view.total() != null) {
            sink.attribute("total", Long.toString(view.total()));
        }
        sink.openList("job");
        for (JobView item : view.jobs()) {
            Request request = item.job().request();
            sink.openItem("job");
            eleven(sink, item);
            sink.text("type", request.type().value());
            sink.text("queue", request.place().queue().value());
            sink.close("job");
        }
        sink.closeList();
        if (view.next() != null) {
            sink.text("next", view.next());
        }
        if (view.prev() != null) {
            sink.text("prev", view.prev());
        }
        sink.close("jobs");
        return sink.toBytes();
    }

    byte[] bulk(Sink sink, BulkView view) {
        sink.open("bulk");
        sink.attribute("uri", view.uri());
        sink.text("matched", view.matched());
        sink.text("done", view.done());
        sink.text("asked", view.asked());
        sink.text("refused", view.refusals().size());
        sink.openList("refusal");
        for (BulkView.Refused refused : view.refusals()) {
            sink.openItem("refusal");
            sink.text("id", refused.id());
            sink.text("code", refused.why().code().key());
            sink.text("detail", refused.why().detail());
            sink.close("refusal");
        }
        sink.closeList();
        if (view.next() != null) {
            sink.text("next", view.next());
        }
        sink.close("bulk");
        return sink.toBytes();
    }

    byte[] home(Sink sink, HomeView view) {
        sink.open("job-management");
        sink.attribute("uri", view.uri());
        sink.text("version", view.version());
        sink.text("node", view.node());
        sink.text("executor", view.executor());
        sink.text("store", view.store());
        sink.text("settings", view.settings());
        sink.time("start-time", view.startedAt());
        links(sink, view.links());
        sink.close("job-management");
        return sink.toBytes();
    }

    byte[] types(Sink sink, TypesView view) {
        sink.open("job-types");
        sink.attribute("uri", view.uri());
        sink.openList("job-type");
        for (TypeView type : view.types()) {
            sink.openItem("job-type");
            nameAndDescription(sink, type);
            sink.close("job-type");
        }
        sink.closeList();
        sink.close("job-types");
        return sink.toBytes();
    }

    byte[] type(Sink sink, TypeView view) {
        sink.open("job-type");
        nameAndDescription(sink, view);
        if (view.takes() instanceof TypeView.Takes.Json json) {
            sink.text("input", "json");
            sink.json("schema", json.schema());
        } else if (view.takes() instanceof TypeView.Takes.Raw raw) {
            sink.text("input", "raw");
            texts(sink, "media-type", raw.mediaTypes());
            sink.text("max-bytes", raw.mostBytes());
        }
        limits(sink, view.limits());
        if (view.typical() != null) {
            typical(sink, view.typical());
        }
        placement(sink, view.placement());
        texts(sink, "role", view.roles());
        links(sink, view.links());
        sink.close("job-type");
        return sink.toBytes();
    }

    private static void nameAndDescription(Sink sink, TypeView view) {
        sink.attribute("uri", view.uri());
        sink.text("name", view.name().value());
        sink.text("description", view.description());
    }

    private static void limits(Sink sink, TypeView.Limits limits) {
        sink.text("timeout", limits.timeout().toString());
        sink.text("attempts", limits.attempts());
        sink.text("retention", limits.retention().toString());
        if (limits.maxConcurrent() != null) {
            sink.text("max-concurrent", limits.maxConcurrent());
        }
    }

    private static void typical(Sink sink, TypicalDuration typical) {
        sink.open("typical-duration");
        sink.text("median", typical.median().toString());
        sink.text("p90", typical.p90().toString());
        sink.close("typical-duration");
    }

    private static void placement(Sink sink, TypeView.Placement placement) {
        sink.openList("queue");
        for (QueueName queue : placement.queues()) {
            sink.item("queue", queue.value());
        }
        sink.closeList();
        sink.text("priority", placement.priority());
        if (placement.window() != null) {
            sink.open("window");
            sink.text("cron", placement.window().cron());
            sink.text("zone", placement.window().zone());
            sink.close("window");
        }
    }

    byte[] queues(Sink sink, QueuesView view) {
        sink.open("queues");
        sink.attribute("uri", view.uri());
        sink.openList("queue");
        for (QueueView queue : view.queues()) {
            sink.openItem("queue");
            members(sink, queue);
            sink.close("queue");
        }
        sink.closeList();
        sink.close("queues");
        return sink.toBytes();
    }

    byte[] queue(Sink sink, QueueView view) {
        sink.open("queue");
        members(sink, view);
        sink.close("queue");
        return sink.toBytes();
    }

    private static void members(Sink sink, QueueView view) {
        sink.attribute("uri", view.uri());
        sink.text("name", view.name().value());
        sink.text("queue-state", view.state());
        if (view.pause() != null) {
            sink.time("paused-time", view.pause().at());
            sink.text("paused-by", view.pause().by());
        }
        sink.text("running", view.counts().running());
        sink.text("concurrency", view.counts().concurrency());
        sink.text("waiting", view.counts().waiting());
        sink.text("capacity", view.counts().capacity());
        sink.time("oldest-waiting-time", view.oldestDueAt());
        links(sink, view.links());
    }

    byte[] meaning(Sink sink, ProblemCode code) {
        sink.open("problem-type");
        sink.attribute("uri", typeOf(code));
        sink.text("code", code.key());
        sink.text("status", code.status());
        sink.text("title", code.title());
        sink.text("meaning", code.meaning());
        sink.close("problem-type");
        return sink.toBytes();
    }

    static void links(Sink sink, List<Link> links) {
        sink.openList("links");
        for (Link link : links) {
            sink.openItem("links");
            sink.text("rel", link.rel());
            sink.text("href", link.href());
            sink.text("method", link.method());
            if (link.type() != null) {
                sink.text("type", link.type());
            }
            sink.close("links");
        }
        sink.closeList();
    }

    private static void texts(Sink sink, String name, Iterable<String> texts) {
        sink.openList(name);
        for (String text : texts) {
            sink.item(name, text);
        }
        sink.closeList();
    }

    /** The {@code type} of a problem: where its meaning is read. */
    String typeOf(ProblemCode code) {
        return problems + "/" + code.key();
    }
}
