package dev.accepted.handler.http;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.job.Head;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Asks the target for each job, and makes its answer the job's result. However that ends, no connection stays in use. */
final class HttpHandler implements JobHandler {

    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);
    private static final int SHOWN = 1_000;

    private final Target target;
    private final Limits limits;
    private final Supplier<HttpClient> client;
    private final Time time;

    HttpHandler(Target target, Limits limits, Supplier<HttpClient> client, Time time) {
        this.target = target;
        this.limits = limits;
        this.client = client;
        this.time = time;
    }

    @Override
    public void run(JobContext job) throws IOException, JobFailedException, InterruptedException {
        Outgoing request = target.request(job);
        Exchange exchange = new Exchange(client, limits);
        try (Incoming answer = new Conversation(target, limits, exchange, time, job).answer(request)) {
            if (target.habits()
                    .verdict()
                    .fails(answer.status(), job.input().asked().isPresent())) {
                throw failure(answer, job);
            }
            job.log("The target answered " + answer.status() + ".");
            try (OutputStream out = job.answer(head(answer), mediaType(answer))) {
                if (!WITHOUT_BODY.contains(answer.status())) {
                    answer.copyTo(out);
                }
            }
        }
    }

    /** What is repeated of the answer's head; a field that no field can be is not. */
    private Head.Answered head(Incoming answer) {
        List<Head.Field> fields = new ArrayList<>();
        for (String name : target.habits().repeated()) {
            for (String value : answer.fields(name)) {
                if (Head.Field.isValue(value)) {
                    fields.add(new Head.Field(name, value));
                }
            }
        }
        return new Head.Answered(answer.status(), fields);
    }

    private static JobFailedException failure(Incoming answer, JobContext job)
            throws JobFailedException, InterruptedException {
        String words = "The target answered " + answer.status() + ".";
        job.log(words + (isText(mediaType(answer)) ? " " + printable(answer.first(SHOWN)) : ""));
        return Verdict.mayPass(answer.status()) ? JobFailedException.because(words) : JobFailedException.forGood(words);
    }

    private static String mediaType(Incoming answer) {
        return answer.field("Content-Type")
                .filter(type -> Head.Field.isValue(type) && type.matches("[^/\\s;,]+/[^/\\s;,]+\\s*(;.*)?"))
                .orElse("application/octet-stream");
    }

    private static boolean isText(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        return type.startsWith("text/") || type.contains("json") || type.contains("xml");
    }

    private static String printable(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
    }
}
