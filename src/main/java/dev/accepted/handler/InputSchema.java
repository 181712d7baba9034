package dev.accepted.handler;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.job.Refusal.Violation;
import java.util.List;

/** The JSON Schema (2020-12) of a type's input. Immutable, and safe for use by many threads. */
public interface InputSchema {

    /** The schema itself, for people and machines that want to know what to send. */
    JsonNode document();

    /**
     * Checks an input.
     *
     * @param input the input
     * @param pointer where the input stands in what the client sent, put before each violation's own pointer
     * @return every fault; empty if there is none
     */
    List<Violation> check(JsonNode input, String pointer);

    /** The input with every member that the schema marks {@code writeOnly} replaced by {@code "***"}. */
    JsonNode masked(JsonNode input);

    /**
     * Makes an input of flat texts, as forms and XML have them: each becomes what the schema says of its property
     * (number, boolean, array of such), or stays text if it cannot be that, for {@link #check} to complain of.
     */
    JsonNode fromTexts(java.util.Map<String, List<String>> texts);

    /** Whether the input is an object, so that forms can be made into one. */
    boolean isObject();
}
