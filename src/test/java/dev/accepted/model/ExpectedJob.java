package dev.accepted.model;

import static dev.accepted.job.JobStatus.CANCELLED;
import static dev.accepted.job.JobStatus.CANCELLING;
import static dev.accepted.job.JobStatus.FAILURE;
import static dev.accepted.job.JobStatus.INPROGRESS;
import static dev.accepted.job.JobStatus.SUCCESS;
import static dev.accepted.job.JobStatus.UNDETERMINED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.job.JobStatus;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the contract allows a job to be, from what was done with it and what was seen of it. A job moves by itself, so it is a set of
 * statuses that it can have by now; each look at it makes the set smaller.
 */
final class ExpectedJob {

    /** How it behaves. */
    enum Kind {
        /** Ends when the test says so, or when it is to stop. */
        HELD,
        /** Ends when the test says so. */
        STUBBORN,
        /** Waits for a time that does not come. */
        LATER
    }

    /** Whether it is removed. */
    enum Gone {
        NO,
        WHEN_ENDED,
        YES
    }

    private static final String[] FACTS = {
        "@uri",
        "id",
        "name",
        "job-state",
        "job-status",
        "percent-complete",
        "scheduled-start-time",
        "start-time",
        "end-time",
        "owner",
        "summary",
        "type",
        "queue",
        "priority",
        "attempt",
        "expiry-time",
        "error"
    };

    private final String id;
    private final String owner;
    private final Kind kind;
    private Set<JobStatus> may = EnumSet.of(UNDETERMINED);
    private boolean succeeds;
    private boolean fails;
    private Gone gone = Gone.NO;
    private int percent;
    private final Map<String, JsonNode> end = new HashMap<>();
    private String retry = "";

    ExpectedJob(String id, String owner, Kind kind) {
        this.id = id;
        this.owner = owner;
        this.kind = kind;
    }

    String id() {
        return id;
    }

    String owner() {
        return owner;
    }

    Kind kind() {
        return kind;
    }

    Gone gone() {
        return gone;
    }

    /** The id of its retry; "" if there is none. */
    String retry() {
        return retry;
    }

    void retriedAs(String newer) {
        retry = newer;
    }

    /** What it can be by now. */
    Set<JobStatus> can() {
        Set<JobStatus> can = EnumSet.copyOf(may);
        if (can.contains(UNDETERMINED) && kind != Kind.LATER) {
            can.add(INPROGRESS);
        }
        if (can.contains(INPROGRESS) && succeeds) {
            can.add(SUCCESS);
        }
        if (can.contains(INPROGRESS) && fails) {
            can.add(FAILURE);
        }
        if (can.contains(CANCELLING) && (kind == Kind.HELD || fails)) {
            can.add(CANCELLED);
        }
        if (can.contains(CANCELLING) && succeeds) {
            can.add(SUCCESS);
        }
        return can;
    }

    boolean canBe(JobStatus... any) {
        Set<JobStatus> can = can();
        return Set.of(any).stream().anyMatch(can::contains);
    }

    boolean canBeActive() {
        return canBe(UNDETERMINED, INPROGRESS, CANCELLING);
    }

    boolean canHaveEnded() {
        return canBe(SUCCESS, FAILURE, CANCELLED);
    }

    /** Whether it will end without anything more being done. */
    boolean willEnd() {
        return !canBeActive() || (kind != Kind.LATER && (succeeds || fails));
    }

    /** The test has told the handler how to end; the first word counts. */
    void said(Held.Word word) {
        succeeds |= word == Held.Word.SUCCEED && !fails;
        fails |= word == Held.Word.FAIL && !succeeds;
    }

    /** It has been seen to be one of these. */
    void seen(JobStatus... any) {
        Set<JobStatus> both = can();
        both.retainAll(Set.of(any));
        assertThat(both)
                .as("the job " + id + " can be " + can() + ", but is " + Set.of(any))
                .isNotEmpty();
        may = both;
    }

    /** A cancel was answered 202: a waiting job would have ended at once. */
    void cancelAsked() {
        Set<JobStatus> asked = can();
        assertThat(asked).as("to be asked to stop it must run").containsAnyOf(INPROGRESS, CANCELLING);
        may = EnumSet.of(CANCELLING);
    }

    /** A cancel was answered 200. */
    void cancelled() {
        assertThat(canBe(UNDETERMINED, INPROGRESS, CANCELLING, CANCELLED)).isTrue();
        may = EnumSet.of(CANCELLED);
    }

    /** Removed, or to be removed when it has ended. */
    void deleted(boolean atOnce) {
        gone = atOnce ? Gone.YES : Gone.WHEN_ENDED;
        if (!atOnce) {
            Set<JobStatus> asked = can();
            if (asked.remove(UNDETERMINED)) {
                asked.add(CANCELLED);
            }
            if (asked.remove(INPROGRESS)) {
                asked.add(CANCELLING);
            }
            may = asked;
        }
    }

    void seenGone() {
        assertThat(gone).as("the job " + id + " is gone, and nobody removed it").isNotEqualTo(Gone.NO);
        gone = Gone.YES;
    }

    /** It has been read in JSON by somebody who may change it or not. */
    void read(JsonNode job, boolean steers) {
        assertThat(job.path("id").asText()).isEqualTo(id);
        assertThat(job.path("owner").asText()).isEqualTo(owner);
        JobStatus status = JobStatus.valueOf(job.path("job-status").asText());
        seen(status);
        int now = job.path("percent-complete").asInt();
        assertThat(now).as("percent-complete went down").isGreaterThanOrEqualTo(percent);
        percent = now;
        if (!canBeActive()) {
            for (String fact : FACTS) {
                if (job.has(fact)) {
                    assertThat(end.merge(fact, job.get(fact), (before, any) -> before))
                            .as("an ended job changed its " + fact)
                            .isEqualTo(job.get(fact));
                }
            }
        }
        if (job.has("links")) {
            links(job.path("links"), status, steers);
        }
    }

    private void links(JsonNode links, JobStatus status, boolean steers) {
        Set<String> rels = new TreeSet<>();
        links.forEach(link -> rels.add(link.path("rel").asText()));
        boolean active = status == UNDETERMINED || status == INPROGRESS || status == CANCELLING;
        assertThat(rels).contains("self", "collection", "type", "log", "input");
        assertThat(rels.contains("cancel")).as("linked to cancel").isEqualTo(steers && active);
        assertThat(rels.contains("result")).as("linked to its result").isEqualTo(status == SUCCESS);
        assertThat(rels.contains("retry"))
                .as("linked to retry")
                .isEqualTo(steers && (status == FAILURE || status == CANCELLED));
        assertThat(rels.contains("delete")).as("linked to delete").isEqualTo(steers);
        assertThat(rels.contains("retried-as")).as("linked to its retry").isEqualTo(!retry.isEmpty());
    }
}
