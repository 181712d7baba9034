package dev.accepted.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobHandler;

/** Makes a result, and says lines, of so many bytes as its input asks for. */
public final class Fills implements JobHandler {

    @Override
    public void run(JobContext job) throws Exception {
        JsonNode wish = job.json();
        for (int said = 0; said < wish.path("log").asInt(); said += 1000) {
            job.log("x".repeat(974));
        }
        if (wish.has("result")) {
            job.result("application/octet-stream", null)
                    .write(new byte[wish.path("result").asInt()]);
        }
    }
}
