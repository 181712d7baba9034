package dev.accepted.http;

import dev.accepted.dialect.Link;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.dialect.QueueView;
import dev.accepted.engine.Dispatch;
import dev.accepted.job.Caller;
import dev.accepted.job.QueueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The queues as callers see them. Only administrators pause and resume them, and only they are linked to it.
 *
 * @param addresses where everything is
 * @param dispatch who has the queues
 */
record Queues(Addresses addresses, Dispatch dispatch) {

    /** All of them, in the order of their names. */
    List<QueueView> all(Caller caller) {
        return dispatch.queues().stream().map(queue -> view(queue, caller)).toList();
    }

    /**
     * One of them.
     *
     * @throws ProblemException if there is none of this name
     */
    QueueView find(String name, Caller caller) {
        return view(
                name,
                caller,
                wanted -> dispatch.queues().stream()
                        .filter(queue -> queue.name().equals(wanted))
                        .findFirst());
    }

    /**
     * Has it start no more jobs.
     *
     * @throws ProblemException if there is none of this name
     */
    QueueView pause(String name, Caller caller) {
        return view(name, caller, queue -> dispatch.pause(queue, caller.name()));
    }

    /**
     * Has it start jobs again.
     *
     * @throws ProblemException if there is none of this name
     */
    QueueView resume(String name, Caller caller) {
        return view(name, caller, dispatch::resume);
    }

    private QueueView view(String name, Caller caller, Function<QueueName, Optional<Dispatch.QueueView>> which) {
        return (QueueName.isValid(name) ? which.apply(new QueueName(name)) : Optional.<Dispatch.QueueView>empty())
                .map(queue -> view(queue, caller))
                .orElseThrow(
                        () -> new ProblemException(ProblemCode.NOT_FOUND, "There is no queue '" + name + "' here."));
    }

    private QueueView view(Dispatch.QueueView queue, Caller caller) {
        String uri = addresses.queue(queue.name());
        List<Link> links = new ArrayList<>(List.of(
                Link.get("self", uri),
                Link.get("collection", addresses.queues()),
                Link.get("jobs", addresses.jobs() + "?queue=" + queue.name())));
        if (caller.isAdmin()) {
            String act = queue.pause() == null ? "pause" : "resume";
            links.add(Link.post(act, uri + "/" + act));
        }
        return new QueueView(
                uri,
                queue.name(),
                new QueueView.Counts(queue.running(), queue.concurrency(), queue.waiting(), queue.capacity()),
                queue.oldestDueAt(),
                queue.pause(),
                links);
    }
}
