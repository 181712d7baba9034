package dev.accepted.dialect.seed;

import dev.accepted.dialect.CallbacksView;
import dev.accepted.dialect.CallbacksView.Attempt;
import dev.accepted.dialect.CallbacksView.Told;

/** The body of what is told of a job: where to, how that stands, and an {@code attempt} for each try. */
final class CallbacksBody {

    private CallbacksBody() {}

    static byte[] write(Sink sink, CallbacksView view) {
        sink.open("callbacks");
        sink.attribute("uri", view.uri());
        sink.openList("callback");
        for (Told callback : view.callbacks()) {
            sink.openItem("callback");
            sink.text("id", callback.id());
            sink.text("to", callback.to());
            sink.text("state", callback.state());
            sink.time("next-time", callback.next());
            sink.openList("attempt");
            for (Attempt attempt : callback.attempts()) {
                sink.openItem("attempt");
                sink.time("time", attempt.at());
                sink.text("outcome", attempt.outcome());
                sink.close("attempt");
            }
            sink.closeList();
            sink.close("callback");
        }
        sink.closeList();
        Bodies.links(sink, view.links());
        sink.close("callbacks");
        return sink.toBytes();
    }
}
