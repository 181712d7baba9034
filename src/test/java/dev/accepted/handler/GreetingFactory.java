package dev.accepted.handler;

import java.util.Optional;

/** Found by {@code ServiceLoader}, as that of a user's own jar would be. */
public final class GreetingFactory implements HandlerFactory {

    @Override
    public String name() {
        return "greeting";
    }

    @Override
    public JobHandler create(HandlerOptions options) {
        String word = options.text("word").orElse("Hello");
        return job -> job.resultText(
                "text/plain", word + ", " + job.json().path("who").asText());
    }

    @Override
    public Optional<String> schema() {
        return Optional.of(
                "{\"type\":\"object\",\"required\":[\"who\"],\"properties\":{\"who\":{\"type\":\"string\"}}}");
    }
}
