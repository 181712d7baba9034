package com.example.jobs;

import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.HandlerOptions;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import java.util.Optional;

/**
 * Writes letters. Has an option, so it is made by a factory, which is found by its entry in
 * {@code META-INF/services/dev.accepted.handler.HandlerFactory}; types name it {@code letter}.
 */
public final class LetterFactory implements HandlerFactory {

    @Override
    public String name() {
        return "letter";
    }

    @Override
    public JobHandler create(HandlerOptions options) {
        String greeting = options.text("greeting").orElse("Dear");
        return job -> write(greeting, job);
    }

    @Override
    public Optional<String> schema() {
        return Optional.of("""
                {"type": "object", "additionalProperties": false, "required": ["to"],
                 "properties": {"to": {"type": "string", "description": "Who gets the letter."}}}
                """);
    }

    private static void write(String greeting, JobContext job) throws Exception {
        Wish wish = job.inputAs(Wish.class);
        if (wish.to().isBlank()) {
            throw JobFailedException.forGood("A letter goes to somebody.");
        }
        job.progress(50, "Addressed");
        job.resultText("text/plain", greeting + " " + wish.to() + ",\nyours, " + job.owner().name() + "\n");
    }

    /**
     * The input, as the schema has it.
     *
     * @param to who gets the letter
     */
    record Wish(String to) {}
}
