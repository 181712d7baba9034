package dev.accepted.handler.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * Does nothing, slowly and in steps, the same each time. Input, all optional: {@code duration} (ISO 8601, 5 s), {@code steps} (10),
 * {@code fail} (false) after the last step, {@code result} (a text; without it there is none).
 */
final class DemoHandler implements JobHandler {

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {

        /** Returns when it has passed. */
        void pause(Duration time) throws InterruptedException;
    }

    private final Pause pause;

    DemoHandler(Pause pause) {
        this.pause = pause;
    }

    @Override
    public void run(JobContext job) throws IOException, JobFailedException, InterruptedException {
        JsonNode input = job.json();
        int steps = input.path("steps").asInt(10);
        Duration step = duration(input).dividedBy(steps);
        for (int i = 1; i <= steps; i++) {
            if (!step.isZero()) {
                pause.pause(step);
            }
            job.stopIfAsked();
            String text = "Step " + i + " of " + steps;
            job.log(text);
            job.progress(100 * i / steps, text);
        }
        if (input.path("fail").asBoolean()) {
            throw JobFailedException.because("The demo was asked to fail.");
        }
        if (input.has("result")) {
            job.resultText("text/plain;charset=utf-8", input.path("result").asText());
        }
    }

    private static Duration duration(JsonNode input) throws JobFailedException {
        try {
            Duration duration = Duration.parse(input.path("duration").asText("PT5S"));
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw JobFailedException.forGood("The duration must be an ISO 8601 duration such as PT5S.");
    }
}
