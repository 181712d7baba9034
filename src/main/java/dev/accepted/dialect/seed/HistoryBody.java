package dev.accepted.dialect.seed;

import dev.accepted.dialect.HistoryView;
import dev.accepted.job.Fault;
import dev.accepted.job.Happening;
import dev.accepted.job.Happening.Accepted;
import dev.accepted.job.Happening.AskedToStop;
import dev.accepted.job.Happening.Began;
import dev.accepted.job.Happening.Ended;
import dev.accepted.job.Happening.Failed;
import dev.accepted.job.Happening.PutOff;
import dev.accepted.job.Happening.Retried;

/**
 * The body of a history: an {@code event} for each thing that has happened, oldest first. Each has its {@code time} and, in one
 * word, {@code what} it was; what belongs to it follows, in the order of {@code attempt}, {@code until}, {@code job-status},
 * {@code by}, {@code job}, {@code error}.
 */
record HistoryBody(Bodies bodies) {

    byte[] write(Sink sink, HistoryView view) {
        sink.open("history");
        sink.attribute("uri", view.uri());
        sink.openList("event");
        for (Happening happening : view.happenings()) {
            sink.openItem("event");
            sink.time("time", happening.at());
            sink.text("what", word(happening));
            members(sink, happening);
            sink.close("event");
        }
        sink.closeList();
        Bodies.links(sink, view.links());
        sink.close("history");
        return sink.toBytes();
    }

    private void members(Sink sink, Happening happening) {
        if (happening instanceof Accepted accepted) {
            sink.text("by", accepted.by());
            if (accepted.retryOf() != null) {
                sink.text("job", accepted.retryOf().value());
            }
        } else if (happening instanceof PutOff putOff) {
            sink.time("until", putOff.until());
        } else if (happening instanceof Began began) {
            sink.text("attempt", began.attempt());
        } else if (happening instanceof Failed failed) {
            sink.text("attempt", failed.attempt());
            bodies.error(sink, failed.fault());
        } else if (happening instanceof AskedToStop asked) {
            sink.text("attempt", asked.attempt());
            sink.text("job-status", asked.to().name());
            if (asked.by() != null) {
                sink.text("by", asked.by());
            }
        } else if (happening instanceof Ended ended) {
            sink.text("job-status", ended.outcome().status().name());
            Fault fault = ended.outcome().fault().orElse(null);
            if (fault != null) {
                bodies.error(sink, fault);
            }
        } else if (happening instanceof Retried retried) {
            sink.text("job", retried.as().value());
        }
    }

    /** A line for each thing that has happened: its time, what it was, and the rest in words, with tabs between them. */
    static byte[] lines(TextSink sink, HistoryView view) {
        for (Happening happening : view.happenings()) {
            sink.line(SeedTime.format(happening.at()), word(happening), rest(happening));
        }
        return sink.toBytes();
    }

    private static String word(Happening happening) {
        if (happening instanceof Accepted) {
            return "ACCEPTED";
        } else if (happening instanceof PutOff) {
            return "WAITING";
        } else if (happening instanceof Began) {
            return "STARTED";
        } else if (happening instanceof Failed) {
            return "FAILED";
        } else if (happening instanceof AskedToStop) {
            return "STOPPING";
        }
        return happening instanceof Ended ? "COMPLETED" : "RETRIED";
    }

    private static String rest(Happening happening) {
        if (happening instanceof Accepted accepted) {
            return "by " + accepted.by() + (accepted.retryOf() == null ? "" : ", retry of " + accepted.retryOf());
        } else if (happening instanceof PutOff putOff) {
            return "until " + SeedTime.format(putOff.until());
        } else if (happening instanceof Began began) {
            return "attempt " + began.attempt();
        } else if (happening instanceof Failed failed) {
            return "attempt " + failed.attempt() + ": " + failed.fault().detail();
        } else if (happening instanceof AskedToStop asked) {
            return "attempt " + asked.attempt() + ", " + asked.to() + (asked.by() == null ? "" : " by " + asked.by());
        } else if (happening instanceof Ended ended) {
            return ended.outcome().status()
                    + ended.outcome()
                            .fault()
                            .map(fault -> ": " + fault.detail())
                            .orElse("");
        }
        return happening instanceof Retried retried ? "as " + retried.as() : "";
    }
}
