package com.example.jobs;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobHandler;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/** Counts the words of a text of any size. Needs no settings of its own, so the type names it by its class. */
public final class WordCount implements JobHandler {

    @Override
    public void run(JobContext job) throws Exception {
        long words = 0;
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(job.input().content().open(), StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                job.stopIfAsked();
                words += new StringTokenizer(line).countTokens();
            }
        }
        job.log("Counted " + words + " words");
        job.resultText("text/plain", words + "\n");
    }
}
