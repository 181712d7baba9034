package dev.accepted.http;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobHandler;
import dev.accepted.job.Document;
import java.io.InputStream;
import java.io.OutputStream;

/** Its result is its input: the same bytes under the same name. */
public final class Echo implements JobHandler {

    @Override
    public void run(JobContext job) throws Exception {
        Document input = job.input();
        try (InputStream in = input.content().open();
                OutputStream out = job.result(input.mediaType(), input.name())) {
            in.transferTo(out);
        }
    }
}
