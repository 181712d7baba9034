package dev.accepted.page;

import dev.accepted.dialect.JobView;
import dev.accepted.dialect.Problem;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Job;
import dev.accepted.job.Outcome;
import dev.accepted.page.Frame.Place;
import dev.accepted.store.JobLogs;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;

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

    private static final int LOG_SHOWN = 16 * 1024;
    private static final int RELOAD = 5;

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), "dev.accepted.page.template");
    private final String home;
    private final JobTypes types;
    private final JobLogs logs;
    private final InstantSource clock;

    /**
     * Pages of one deployment.
     *
     * @param home the absolute path of the home resource
     */
    public Pages(String home, JobTypes types, JobLogs logs, InstantSource clock) {
        this.home = home;
        this.types = types;
        this.logs = logs;
        this.clock = clock;
    }

    /** A job. */
    public byte[] job(JobView view, Visitor visitor) {
        Job job = view.job();
        Instant now = clock.instant();
        long end = logs.length(job.id());
        long from = Math.max(0, end - LOG_SHOWN);
        Badge badge = Badge.of(job, now);
        String before =
                job.isCompleted() ? badge.sign() : job.phase().progress().percent() + " %";
        Frame frame = new Frame(
                before + " " + job.request().name(),
                badge.tone(),
                Place.JOBS,
                visitor,
                home,
                job.isCompleted() ? 0 : RELOAD);
        return draw(
                "job.jte",
                new JobSheet(
                        frame,
                        view,
                        now,
                        log(job, from, end),
                        end,
                        Preview.of(types.shownInput(job)),
                        job.outcome().flatMap(Outcome::result).map(Preview::of).orElse(null)));
    }

    /** What went wrong. */
    public byte[] problem(Problem problem, Visitor visitor) {
        return draw(
                "problem.jte",
                new ProblemSheet(Frame.of(problem.code().title(), Place.ELSEWHERE, visitor, home), problem));
    }

    private String log(Job job, long from, long end) {
        try (InputStream in = logs.read(job.id(), from)) {
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
