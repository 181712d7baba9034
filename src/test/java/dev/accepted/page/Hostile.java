package dev.accepted.page;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Says everywhere what a browser must not take for its own; the input's {@code type} is the media type of the result. */
public final class Hostile implements JobHandler {

    /** Ends texts, attributes, comments and elements of all kinds. */
    static final String TEXT = "</title></pre></textarea>\"'`--><img src=x onerror=alert(1)>"
            + "<script>document.title='taken'</script><svg onload=alert(2)>&amp;${7*7}";

    @Override
    public void run(JobContext job) throws Exception {
        job.log(TEXT);
        job.progress(50, TEXT);
        String type = job.json().path("type").asText();
        if (type.isEmpty()) {
            throw JobFailedException.because(TEXT);
        }
        String body = type.equals("application/json")
                ? "[{\"<img src=x>\":\"<script>alert(3)</script>\"}]"
                : type.equals("text/csv") ? "<img src=x onerror=alert(4)>,b\r\n<script>alert(5)</script>,2\r\n" : TEXT;
        try (OutputStream out = job.result(type, TEXT + "\r\nSet-Cookie: a=b\u202Egnp.html")) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
