package dev.accepted.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Request;
import dev.accepted.job.Request.Place;
import dev.accepted.job.Request.Terms;
import dev.accepted.job.TypeName;
import dev.accepted.store.JobStore.Change;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private final Deque<Runnable> handedOver = new ArrayDeque<>();
    private final Changes changes = new Changes(handedOver::add);
    private final List<Change> heard = new ArrayList<>();

    @Test
    void listenersHearOfChangesInOrderAndNotOnTheThreadThatMadeThem() {
        changes.listen(heard::add);
        Change started = started();
        Change ended = ended(started);
        changes.publish(started);
        changes.publish(ended);
        assertThat(heard).isEmpty();
        assertThat(handedOver).hasSize(1);
        handedOver.remove().run();
        assertThat(heard).containsExactly(started, ended);
        changes.publish(started);
        assertThat(handedOver).hasSize(1);
    }

    @Test
    void whatChangedNothingIsNoNews() {
        changes.listen(heard::add);
        Job job = job();
        changes.publish(new Change(job, job));
        assertThat(handedOver).isEmpty();
    }

    @Test
    void aListenerThatFailsDoesNotKeepTheNewsFromTheOthers() {
        changes.listen(change -> {
            throw new IllegalStateException("on purpose, for ChangesTest");
        });
        changes.listen(heard::add);
        changes.publish(started());
        handedOver.remove().run();
        assertThat(heard).hasSize(1);
    }

    private static Change started() {
        Job job = job();
        return new Change(job, job.start(Rig.START));
    }

    private static Change ended(Change started) {
        return new Change(started.after(), started.after().succeed(1, Rig.START, null));
    }

    private static Job job() {
        Request request = new Request(
                new TypeName("any"),
                "A job",
                "",
                Rig.USER,
                Document.EMPTY_OBJECT,
                new Place(Rig.DEFAULT, 5),
                new Terms(Duration.ofMinutes(1), Duration.ofDays(1)));
        return Job.accepted(JobId.firstAt(Rig.START), request, Rig.START);
    }
}
