package dev.accepted.handler.http;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * All requests of one attempt, up to the answer that counts. On the way there a target may redirect within itself, say "not
 * now", or answer 202 and be asked until it is done. None of that goes on past the attempt's limit.
 */
final class Conversation {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final int MONITOR_BYTES = 64 * 1024;

    private final Target target;
    private final Limits limits;
    private final Exchange exchange;
    private final Time time;
    private final JobContext job;
    private int redirected;
    private int retried;

    Conversation(Target target, Limits limits, Exchange exchange, Time time, JobContext job) {
        this.target = target;
        this.limits = limits;
        this.exchange = exchange;
        this.time = time;
        this.job = job;
    }

    /** The answer that counts; the caller closes it. */
    Incoming answer(Outgoing first) throws JobFailedException, InterruptedException {
        Outgoing request = first;
        while (true) {
            job.stopIfAsked();
            Incoming answer = exchange.send(request);
            boolean counts = false;
            try {
                Optional<Outgoing> next = next(request, answer);
                if (next.isEmpty()) {
                    counts = true;
                    return answer;
                }
                request = next.get();
            } finally {
                if (!counts) {
                    answer.close();
                }
            }
        }
    }

    private Optional<Outgoing> next(Outgoing asked, Incoming answer) throws JobFailedException, InterruptedException {
        Optional<String> location = answer.field("Location");
        if (REDIRECTS.contains(answer.status()) && location.isPresent() && limits.redirects() > 0) {
            return Optional.of(redirected(asked, answer, location.get()));
        }
        redirected = 0;
        Duration wait = target.habits()
                .retries()
                .wait(retried, asked, answer, time.now())
                .orElse(null);
        if (wait != null && time.now().plus(wait).isBefore(job.deadline())) {
            retried++;
            job.log("The target answered " + answer.status() + " and is asked again in " + wait + ".");
            answer.close();
            time.pass(wait);
            return Optional.of(asked);
        }
        boolean isMonitor = asked.method().equals("GET") && !location.isPresent();
        if (answer.status() == 202 && target.habits().follows() && (location.isPresent() || isMonitor)) {
            return Optional.of(
                    followed(asked, answer, location.orElse(asked.uri().toString())));
        }
        return Optional.empty();
    }

    private Outgoing redirected(Outgoing asked, Incoming answer, String location) throws JobFailedException {
        if (redirected == limits.redirects()) {
            throw JobFailedException.forGood("The target redirects more than " + redirected + " times.");
        }
        redirected++;
        return asked.redirected(answer.status(), within(asked, location));
    }

    private Outgoing followed(Outgoing asked, Incoming answer, String location)
            throws JobFailedException, InterruptedException {
        retried = 0;
        URI monitor = within(asked, location);
        Optional<Integer> percent = answer.field("X-Progress").flatMap(Percentage::ofField);
        if (percent.isEmpty()) {
            percent = Percentage.ofBody(answer.first(MONITOR_BYTES));
        }
        percent.ifPresent(given -> job.progress(given, ""));
        answer.close();
        Duration wish = Retries.wish(answer, time.now()).orElse(ASK_AGAIN);
        time.pass(wish.compareTo(SOONEST) < 0 ? SOONEST : wish);
        return asked.looking(monitor);
    }

    private URI within(Outgoing asked, String location) throws JobFailedException {
        URI to = target.address().within(asked.uri(), location);
        if (to == null) {
            throw JobFailedException.forGood("The target points to another one, and that is not followed.");
        }
        return to;
    }
}
