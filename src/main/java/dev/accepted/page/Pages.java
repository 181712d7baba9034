package dev.accepted.page;

import dev.accepted.callback.Outbox;
import dev.accepted.callback.Report;
import dev.accepted.dialect.BulkView;
import dev.accepted.dialect.HomeView;
import dev.accepted.dialect.JobView;
import dev.accepted.dialect.JobsView;
import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.dialect.QueueView;
import dev.accepted.dialect.ScheduleView;
import dev.accepted.dialect.SchedulesView;
import dev.accepted.dialect.TypeView;
import dev.accepted.dialect.TypesView;
import dev.accepted.engine.Activity;
import dev.accepted.engine.Dispatch;
import dev.accepted.engine.Estimates;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Job;
import dev.accepted.job.JobStatus;
import dev.accepted.job.Outcome;
import dev.accepted.job.Phase;
import dev.accepted.job.QueueName;
import dev.accepted.job.Refusal.Violation;
import dev.accepted.job.Sha256;
import dev.accepted.page.Frame.Place;
import dev.accepted.page.HomeSheet.TypeLine;
import dev.accepted.page.JobSheet.Contents;
import dev.accepted.store.JobLogs;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Draws the pages: what the dialects are for programs, this is for people. Reads what a page shows beyond the view (the end of
 * the log, the beginning of input and result) where it is kept. Safe for use by many threads.
 */
public final class Pages {

    /** The media type of every page. */
    public static final String MEDIA_TYPE = "text/html;charset=utf-8";

    /**
     * What a page may do in a browser: show what comes from here, run the one script, talk to this server. No inline script or
     * style, so that nothing which slipped through the escaping could run.
     */
    public static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** The same for the page of a login, which brings its style along and has no script. */
    public static final String SIGN_IN_POLICY = "default-src 'none'; style-src 'sha256-"
            + Sha256.of(SignInSheet.STYLE.getBytes(StandardCharsets.UTF_8)).base64()
            + "'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final int LOG_SHOWN = 16 * 1024;
    private static final int RELOAD = 5;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), "dev.accepted.page.template");
    private final String home;
    private final Floor floor;
    private final InstantSource clock;

    /**
     * Pages of one deployment.
     *
     * @param home the absolute path of the home resource
     */
    public Pages(String home, Floor floor, InstantSource clock) {
        this.home = home;
        this.floor = floor;
        this.clock = clock;
    }

    /**
     * What pages look at beyond what they are given.
     *
     * @param types what can be submitted
     * @param logs what handlers said
     * @param dispatch how the queues stand
     * @param estimates how long jobs usually take
     * @param activity what ended lately
     * @param outbox who is told of jobs
     */
    public record Floor(
            JobTypes types, JobLogs logs, Dispatch dispatch, Estimates estimates, Activity activity, Outbox outbox) {}

    /**
     * A job.
     *
     * @param problem what went wrong with what the visitor wanted of it; null if nothing did
     */
    public byte[] job(JobView view, Visitor visitor, @Nullable Problem problem) {
        Job job = view.job();
        long end = floor.logs().length(job.id());
        long from = Math.max(0, end - LOG_SHOWN);
        return job(
                view,
                visitor,
                new Contents(
                        log(job, from, end), end, Preview.of(floor.types().shownInput(job)), result(job), report(job)),
                problem);
    }

    /** The same for a script that has the page already: without the log, the input and
     * the callback, which change by themselves or never. */
    public byte[] briefJob(JobView view, Visitor visitor) {
        return job(view, visitor, new Contents("", 0, null, result(view.job()), null), null);
    }

    private byte[] job(JobView view, Visitor visitor, Contents contents, @Nullable Problem problem) {
        Job job = view.job();
        Instant now = clock.instant();
        Badge badge = Badge.of(job, now);
        String sign = job.phase() instanceof Phase.Started run ? run.progress().percent() + " %" : badge.sign();
        Frame frame = new Frame(
                sign + " " + job.request().name(),
                badge.tone(),
                Place.JOBS,
                visitor,
                home,
                job.isCompleted() ? 0 : RELOAD);
        int attempts = floor.types()
                .find(job.request().type())
                .map(type -> type.limits().attempts())
                .orElse(0);
        return draw("job.jte", new JobSheet(frame, view, now, attempts, isHeldUp(job), contents, problem));
    }

    /** Asked of the queue itself: what estimates know may be a while old. */
    private boolean isHeldUp(Job job) {
        QueueName queue = job.request().place().queue();
        return job.phase() instanceof Phase.Scheduled
                && floor.dispatch().queues().stream()
                        .anyMatch(seen -> seen.name().equals(queue) && seen.pause() != null);
    }

    private @Nullable Report report(Job job) {
        return job.request().callback() == null ? null : floor.outbox().report(job);
    }

    private static @Nullable Preview result(Job job) {
        return job.outcome().flatMap(Outcome::result).map(Preview::of).orElse(null);
    }

    /**
     * A part of the list of jobs.
     *
     * @param asked what the list is filtered by, as it stands in the address
     * @param count how many jobs the visitor sees that have one of these statuses; null where that takes counting
     * @param problem what is wrong with the filter; null if nothing is
     */
    public byte[] jobs(
            JobsView view,
            Map<String, List<String>> asked,
            Function<Set<JobStatus>, @Nullable Long> count,
            Visitor visitor,
            @Nullable Problem problem) {
        JobsSheet.Choices choices = new JobsSheet.Choices(
                floor.types().all().stream().map(type -> type.name().value()).toList(),
                floor.dispatch().queues().stream()
                        .map(queue -> queue.name().value())
                        .toList());
        return draw(
                "jobs.jte",
                new JobsSheet(
                        Frame.of("Jobs", Place.JOBS, visitor, home),
                        view,
                        clock.instant(),
                        asked,
                        Tabs.of(home, asked, count),
                        choices,
                        problem));
    }

    /**
     * What became of many jobs.
     *
     * @param action what was to be done: {@code cancel}, {@code retry} or {@code delete}
     * @param list where to go back to
     */
    public byte[] bulk(String action, BulkView view, String list, Visitor visitor) {
        return draw("bulk.jte", new BulkSheet(Frame.of("Jobs", Place.JOBS, visitor, home), action, view, list));
    }

    /** All job types. */
    public byte[] types(TypesView view, Visitor visitor) {
        return draw("types.jte", new TypesSheet(Frame.of("Submit a job", Place.SUBMIT, visitor, home), view));
    }

    /** A job type, with its form. */
    public byte[] type(TypeView view, Visitor visitor) {
        return type(view, visitor, null, Map.of());
    }

    /**
     * A job type, with its form as it was filled in.
     *
     * @param problem why that was refused; null if it was not sent yet
     * @param typed what was typed, by the fields' names
     */
    public byte[] type(TypeView view, Visitor visitor, @Nullable Problem problem, Map<String, String> typed) {
        Map<String, List<String>> faults = problem == null
                ? Map.of()
                : problem.errors().stream()
                        .collect(Collectors.groupingBy(
                                Violation::pointer, Collectors.mapping(Violation::detail, Collectors.toList())));
        Map<String, List<String>> inInput = new HashMap<>();
        faults.forEach((pointer, details) -> inInput.put(pointer.replaceFirst("^/input(?=/|$)", ""), details));
        String title = (problem == null ? "Submit " : "Not accepted: ") + view.name();
        return draw(
                "type.jte",
                new SubmitSheet(
                        Frame.of(title, Place.SUBMIT, visitor, home),
                        view,
                        floor.types()
                                .find(view.name())
                                .flatMap(type -> type.input().schema())
                                .map(schema -> InputForm.of(schema.document()).fields(typed, inInput))
                                .orElse(List.of()),
                        SubmissionFields.of(view, visitor, typed, faults),
                        typed.getOrDefault(SubmissionFields.INPUT, ""),
                        problem));
    }

    /**
     * What goes on in the whole.
     *
     * @param queues all of them, as the visitor sees them
     * @param schedules those that the visitor sees
     */
    public byte[] home(HomeView view, List<QueueView> queues, List<ScheduleView> schedules, Visitor visitor) {
        List<TypeLine> lines = floor.types().all().stream()
                .map(type -> new TypeLine(
                        type.name().value(),
                        type.description(),
                        floor.estimates()
                                .typical(type.name())
                                .map(typical -> Words.duration(typical.median()))
                                .orElse("")))
                .toList();
        return draw(
                "home.jte",
                new HomeSheet(
                        Frame.of("Overview", Place.OVERVIEW, visitor, home),
                        view,
                        clock.instant(),
                        queues,
                        Chart.of("hour", "minute", floor.activity().last(Duration.ofMinutes(1), 60)),
                        Chart.of("day", "hour", floor.activity().last(Duration.ofHours(1), 24)),
                        lines,
                        schedules));
    }

    /** All schedules. */
    public byte[] schedules(SchedulesView view, Visitor visitor) {
        return draw(
                "schedules.jte",
                new SchedulesSheet(Frame.of("Schedules", Place.OVERVIEW, visitor, home), view.schedules()));
    }

    /**
     * A schedule.
     *
     * @param problem what went wrong with what the visitor wanted of it; null if nothing did
     */
    public byte[] schedule(ScheduleView view, Visitor visitor, @Nullable Problem problem) {
        return draw(
                "schedule.jte",
                new ScheduleSheet(Frame.of(view.name().value(), Place.OVERVIEW, visitor, home), view, problem));
    }

    /**
     * Where the container's login asks who somebody is.
     *
     * @param action the absolute path to which the form goes
     * @param failed whether somebody has tried in vain
     */
    public byte[] signIn(String action, boolean failed) {
        return draw("signin.jte", new SignInSheet(action, failed));
    }

    /** What went wrong. */
    public byte[] problem(Problem problem, Visitor visitor) {
        return draw(
                "problem.jte",
                new ProblemSheet(Frame.of(problem.code().title(), Place.ELSEWHERE, visitor, home), problem));
    }

    /** What a kind of problem means. */
    public byte[] meaning(ProblemCode code, Visitor visitor) {
        return draw("meaning.jte", new MeaningSheet(Frame.of(code.title(), Place.ELSEWHERE, visitor, home), code));
    }

    private String log(Job job, long from, long end) {
        try (InputStream in = floor.logs().read(job.id(), from)) {
            String text = new String(in.readNBytes((int) (end - from)), StandardCharsets.UTF_8);
            return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] draw(String template, Object sheet) {
        Utf8ByteOutput page = new Utf8ByteOutput();
        templates.render(template, sheet, page);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(page.getContentLength());
        try {
            page.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
