package dev.accepted.handler.demo;

import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.HandlerOptions;
import dev.accepted.handler.JobHandler;
import java.util.Optional;

/** Makes demo handlers: {@code handler: demo}. They have no options. */
public final class DemoFactory implements HandlerFactory {

    private static final String SCHEMA = """
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false,
             "properties": {
              "duration": {"type": "string", "default": "PT5S", "description": "How long it takes, ISO 8601",
               "pattern": "^P(?=[0-9T])([0-9]{1,6}D)?(T(?=[0-9])([0-9]{1,6}H)?([0-9]{1,6}M)?([0-9]{1,6}([.][0-9]{1,9})?S)?)?$"},
              "steps": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 10},
              "fail": {"type": "boolean", "default": false, "description": "Fail after the last step"},
              "result": {"type": "string", "description": "The text of the result"}}}
            """;

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public Optional<String> schema() {
        return Optional.of(SCHEMA);
    }

    @Override
    public JobHandler create(HandlerOptions options) {
        return new DemoHandler(time -> Thread.sleep(time.toMillis()));
    }
}
