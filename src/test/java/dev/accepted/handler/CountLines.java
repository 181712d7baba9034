package dev.accepted.handler;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The handler that the README shows. */
public final class CountLines implements JobHandler {

    @Override
    public void run(JobContext job) throws Exception {
        long lines = 0;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(job.input().content().open(), StandardCharsets.UTF_8))) {
            for (; in.readLine() != null; lines++) {
                job.stopIfAsked();
            }
        }
        job.log("Counted " + job.input().content().length() + " bytes");
        job.resultText("text/plain", lines + "\n");
    }
}
