package dev.accepted.model;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static dev.accepted.job.JobStatus.CANCELLED;
import static dev.accepted.job.JobStatus.CANCELLING;
import static dev.accepted.job.JobStatus.FAILURE;
import static dev.accepted.job.JobStatus.INPROGRESS;
import static dev.accepted.job.JobStatus.SUCCESS;
import static dev.accepted.job.JobStatus.UNDETERMINED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.job.JobStatus;
import dev.accepted.model.ExpectedJob.Gone;
import dev.accepted.model.ExpectedJob.Kind;
import dev.accepted.model.Step.Who;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One sequence of steps, played against the application; fails when an answer is not what the model allows. */
final class Play {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Accepted before the server started, if at all. */
    private static final String LOST = "1";

    private static final List<Held.Word> WORDS = List.of(Held.Word.values());
    private static final List<JobStatus> STATUSES = List.of(JobStatus.values());
    private static final String NEVER_SEEN = "9223372036854775807";

    private final String jobsUri;
    private final String token;
    private final List<ExpectedJob> jobs = new ArrayList<>();
    private final Map<String, Keyed> keys = new HashMap<>();
    private final Map<String, Tagged> tags = new HashMap<>();

    private record Keyed(String body, ExpectedJob job) {}

    private record Tagged(String tag, JobStatus status) {}

    /**
     * A play.
     *
     * @param base the context root
     * @param token a word that stands in the names of this play's jobs only
     */
    Play(String base, String token) {
        this.jobsUri = base + "/job-management/jobs";
        this.token = token;
    }

    void step(Step step) throws Exception {
        switch (step.verb()) {
            case SUBMIT -> submit(step);
            case SUBMIT_UNDER_KEY -> submitUnderKey(step);
            case LIST -> list(step);
            default -> {
                if (step.which() == 0 || jobs.isEmpty()) {
                    unknown(step);
                } else {
                    with(jobs.get(step.which() % jobs.size()), step);
                }
            }
        }
    }

    /** Lets everything end, and be forgotten. */
    void end() throws Exception {
        for (ExpectedJob job : jobs) {
            Held.say(job.id(), Held.Word.SUCCEED);
            send(by("Admin", uri(job)).DELETE().build());
        }
    }

    private void with(ExpectedJob job, Step step) throws Exception {
        switch (step.verb()) {
            case SAY -> say(job, step);
            case POLL, WAIT -> poll(job, step);
            case RESULT -> result(job, step);
            case LOG, INPUT -> read(job, step);
            case CANCEL -> cancel(job, step);
            case RETRY -> retry(job, step);
            case DELETE -> delete(job, step);
            case SUBMIT, SUBMIT_UNDER_KEY, LIST -> throw new AssertionError(step);
        }
    }

    // ---- submitting

    private void submit(Step step) throws Exception {
        Kind kind = kind(step.how());
        HttpResponse<String> answer = post(step.who(), jobsUri, submission(kind));
        if (!step.who().submits()) {
            assertThat(answer.statusCode()).isEqualTo(403);
            return;
        }
        assertThat(answer.statusCode()).isEqualTo(202);
        jobs.add(new ExpectedJob(task(answer), step.who().user(), kind));
    }

    private void submitUnderKey(Step step) throws Exception {
        Kind kind = step.how() % 4 == 0 ? Kind.LATER : Kind.HELD;
        String body = submission(kind);
        String key = token + "-" + step.which() % 2;
        HttpResponse<String> answer = send(by(step.who().user(), jobsUri)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "\"" + key + "\"")
                .POST(BodyPublishers.ofString(body))
                .build());
        if (!step.who().submits()) {
            assertThat(answer.statusCode()).isEqualTo(403);
            return;
        }
        Keyed before = keys.get(step.who() + key);
        if (before == null) {
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().firstValue("Idempotency-Replayed")).isEmpty();
            ExpectedJob job = new ExpectedJob(task(answer), step.who().user(), kind);
            jobs.add(job);
            keys.put(step.who() + key, new Keyed(body, job));
        } else if (!before.body.equals(body)) {
            assertThat(answer.statusCode()).isEqualTo(422);
        } else {
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().firstValue("Idempotency-Replayed")).contains("true");
            assertThat(task(answer)).isEqualTo(before.job.id());
        }
    }

    private static Kind kind(int how) {
        return how % 5 == 0 ? Kind.LATER : how % 5 == 1 ? Kind.STUBBORN : Kind.HELD;
    }

    private String submission(Kind kind) {
        return "{\"type\":\"held\",\"name\":\"" + token + "\",\"input\":{\"stubborn\":" + (kind == Kind.STUBBORN) + "}"
                + (kind == Kind.LATER ? ",\"scheduled-start-time\":\"2099-01-01T00:00:00Z\"" : "") + "}";
    }

    private String task(HttpResponse<String> answer) throws Exception {
        String id = JSON.readTree(answer.body()).at("/task/id").asText();
        assertThat(answer.headers().firstValue("Location")).contains(jobsUri + "/" + id);
        return id;
    }

    // ---- steering

    private static void say(ExpectedJob job, Step step) {
        Held.Word word = WORDS.get(step.how() % WORDS.size());
        job.said(word);
        Held.say(job.id(), word);
    }

    private void cancel(ExpectedJob job, Step step) throws Exception {
        HttpResponse<String> answer = post(step.who(), uri(job) + "/cancel", "");
        if (refused(job, step.who(), answer)) {
            return;
        }
        switch (answer.statusCode()) {
            case 200 -> {
                job.cancelled();
                shown(job, step.who(), answer);
            }
            case 202 -> {
                job.cancelAsked();
                shown(job, step.who(), answer);
            }
            case 409 -> job.seen(SUCCESS, FAILURE);
            default -> unexpected(answer);
        }
    }

    private void retry(ExpectedJob job, Step step) throws Exception {
        HttpResponse<String> answer = post(step.who(), uri(job) + "/retry", "");
        if (refused(job, step.who(), answer)) {
            return;
        }
        switch (answer.statusCode()) {
            case 202 -> {
                job.seen(FAILURE, CANCELLED);
                String newer = task(answer);
                if (job.retry().isEmpty()) {
                    Kind kind = job.kind() == Kind.LATER ? Kind.HELD : job.kind();
                    jobs.add(new ExpectedJob(newer, job.owner(), kind));
                    job.retriedAs(newer);
                } else {
                    assertThat(newer).as("asked again: the same new job").isEqualTo(job.retry());
                }
            }
            case 409 -> job.seen(UNDETERMINED, INPROGRESS, CANCELLING, SUCCESS);
            default -> unexpected(answer);
        }
    }

    private void delete(ExpectedJob job, Step step) throws Exception {
        HttpResponse<String> answer = step.how() % 2 == 0
                ? send(by(step.who().user(), uri(job)).DELETE().build())
                : post(step.who(), uri(job) + "/delete", "");
        if (refused(job, step.who(), answer)) {
            return;
        }
        switch (answer.statusCode()) {
            case 204 -> {
                assertThat(job.canHaveEnded() || job.canBe(UNDETERMINED)).isTrue();
                job.deleted(true);
            }
            case 202 -> {
                assertThat(job.canBeActive()).isTrue();
                job.deleted(false);
                shown(job, step.who(), answer);
            }
            default -> unexpected(answer);
        }
    }

    // ---- reading

    private void poll(ExpectedJob job, Step step) throws Exception {
        int form = step.how() % 3;
        HttpRequest.Builder request =
                by(step.who().user(), uri(job) + (form == 0 ? "" : form == 1 ? "?f=xml" : "?f=text"));
        String place = step.who() + " " + form + " " + job.id();
        Tagged tagged = step.how() % 4 == 0 ? tags.get(place) : null;
        if (tagged != null) {
            request.header("If-None-Match", tagged.tag);
        }
        // A wait is asked for where it will end soon; else the sequences would spend their time with it.
        boolean waits = step.verb() == Step.Verb.WAIT && job.willEnd();
        if (waits) {
            request.header("Prefer", "wait=20");
        }
        HttpResponse<String> answer = send(request.build());
        if (invisible(job, step.who(), answer)) {
            return;
        }
        if (answer.statusCode() == 304) {
            assertThat(tagged).as("304 without a tag").isNotNull();
            job.seen(tagged.status);
        } else {
            assertThat(answer.statusCode()).isEqualTo(200);
            JobStatus status = status(answer.body(), form);
            if (form == 0) {
                job.read(JSON.readTree(answer.body()).path("job"), steers(job, step.who()));
            } else {
                job.seen(status);
            }
            answer.headers().firstValue("ETag").ifPresent(tag -> tags.put(place, new Tagged(tag, status)));
        }
        assertThat(answer.headers().firstValue("Retry-After").isPresent())
                .as("Retry-After until it has ended")
                .isEqualTo(job.canBeActive());
        if (waits && tagged == null) {
            assertThat(job.canBeActive())
                    .as("the wait was over before the job was")
                    .isFalse();
        }
    }

    private static JobStatus status(String body, int form) throws Exception {
        return JobStatus.valueOf(
                switch (form) {
                    case 0 -> JSON.readTree(body).at("/job/job-status").asText();
                    case 1 -> body.replaceAll("(?s).*<job-status>(.*)</job-status>.*", "$1");
                    default -> body.strip();
                });
    }

    private void result(ExpectedJob job, Step step) throws Exception {
        HttpResponse<String> answer =
                send(by(step.who().user(), uri(job) + "/result").build());
        if (invisible(job, step.who(), answer)) {
            return;
        }
        switch (answer.statusCode()) {
            case 200 -> {
                job.seen(SUCCESS);
                assertThat(answer.body()).isEqualTo("made");
            }
            case 202 -> {
                job.seen(UNDETERMINED, INPROGRESS, CANCELLING);
                shown(job, step.who(), answer);
            }
            case 409 -> job.seen(FAILURE, CANCELLED);
            default -> unexpected(answer);
        }
        assertThat(answer.headers().firstValue("Job-Status"))
                .hasValueSatisfying(status -> job.seen(JobStatus.valueOf(status)));
    }

    private void read(ExpectedJob job, Step step) throws Exception {
        boolean log = step.verb() == Step.Verb.LOG;
        HttpResponse<String> answer =
                send(by(step.who().user(), uri(job) + (log ? "/log" : "/input")).build());
        if (invisible(job, step.who(), answer)) {
            return;
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        if (log) {
            boolean complete =
                    answer.headers().firstValue("Log-Complete").orElseThrow().equals("true");
            if (complete) {
                job.seen(SUCCESS, FAILURE, CANCELLED);
            } else {
                job.seen(UNDETERMINED, INPROGRESS, CANCELLING);
            }
        } else {
            assertThat(answer.body()).isEqualTo("{\"stubborn\":" + (job.kind() == Kind.STUBBORN) + "}");
        }
    }

    private void list(Step step) throws Exception {
        JobStatus only = step.how() % 3 == 0 ? STATUSES.get(step.how() % STATUSES.size()) : null;
        String uri = jobsUri + "?limit=500&q=" + token + (only == null ? "" : "&job-status=" + only);
        HttpResponse<String> answer = send(by(step.who().user(), uri).build());
        if (step.who() == Who.NOBODY) {
            assertThat(answer.statusCode()).isEqualTo(403);
            return;
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<String, ExpectedJob> mine = jobs.stream()
                .filter(job -> step.who().sees(job.owner()) && job.gone() != Gone.YES)
                .collect(Collectors.toMap(ExpectedJob::id, job -> job));
        Set<String> listed = new TreeSet<>();
        for (JsonNode item : JSON.readTree(answer.body()).at("/jobs/job")) {
            String id = item.path("id").asText();
            assertThat(mine).as("listed, but not to be seen").containsKey(id);
            assertThat(listed.add(id)).as("listed twice").isTrue();
            mine.get(id).read(item, false);
            assertThat(only == null || item.path("job-status").asText().equals(only.name()))
                    .as("of another status than asked for")
                    .isTrue();
        }
        for (ExpectedJob job : mine.values()) {
            if (!listed.contains(job.id())) {
                boolean otherStatus = only != null && job.can().stream().anyMatch(status -> status != only);
                assertThat(otherStatus || job.gone() == Gone.WHEN_ENDED)
                        .as("the job " + job.id() + " is missing in the list")
                        .isTrue();
            }
        }
    }

    private void unknown(Step step) throws Exception {
        boolean lost = step.how() % 2 == 0;
        String uri = jobsUri + "/" + (lost ? LOST : NEVER_SEEN);
        boolean changes = false;
        HttpRequest.Builder request = switch (step.verb()) {
            case CANCEL, RETRY -> {
                changes = true;
                yield by(step.who().user(), uri + (step.verb() == Step.Verb.CANCEL ? "/cancel" : "/retry"))
                        .POST(BodyPublishers.noBody());
            }
            case DELETE -> {
                changes = true;
                yield by(step.who().user(), uri).DELETE();
            }
            case RESULT -> by(step.who().user(), uri + "/result");
            case LOG -> by(step.who().user(), uri + "/log");
            case INPUT -> by(step.who().user(), uri + "/input");
            default -> by(step.who().user(), uri);
        };
        boolean right = changes ? step.who().submits() : step.who() != Who.NOBODY;
        assertThat(send(request.build()).statusCode()).isEqualTo(!right ? 403 : lost ? 410 : 404);
    }

    // ---- what holds for all

    /** Whether the answer says that the caller may not read the job, or that it is gone; checks that this is so. */
    private static boolean invisible(ExpectedJob job, Who who, HttpResponse<String> answer) {
        if (who == Who.NOBODY) {
            assertThat(answer.statusCode()).isEqualTo(403);
            return true;
        }
        if (!who.sees(job.owner())) {
            assertThat(answer.statusCode()).isEqualTo(404);
            return true;
        }
        if (answer.statusCode() == 410) {
            job.seenGone();
            return true;
        }
        assertThat(job.gone()).as("the job " + job.id() + " was removed").isNotEqualTo(Gone.YES);
        return false;
    }

    /** The same for who wants to change it. */
    private static boolean refused(ExpectedJob job, Who who, HttpResponse<String> answer) {
        if (!who.submits()) {
            assertThat(answer.statusCode()).isEqualTo(403);
            return true;
        }
        return invisible(job, who, answer);
    }

    private static void shown(ExpectedJob job, Who who, HttpResponse<String> answer) throws Exception {
        job.read(JSON.readTree(answer.body()).path("job"), steers(job, who));
    }

    private static boolean steers(ExpectedJob job, Who who) {
        return who == Who.ADMIN || (who.submits() && who.user().equals(job.owner()));
    }

    private static void unexpected(HttpResponse<String> answer) {
        throw new AssertionError(answer.request().method() + " " + answer.uri() + " was answered " + answer.statusCode()
                + ": " + answer.body());
    }

    private String uri(ExpectedJob job) {
        return jobsUri + "/" + job.id();
    }

    private static HttpResponse<String> post(Who who, String uri, String body) throws Exception {
        return send(by(who.user(), uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }
}
