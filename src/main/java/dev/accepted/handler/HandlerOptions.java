package dev.accepted.handler;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say to the handler of one job type. Reading never throws: a value that does not fit is noted as a
 * fault, with name and source, and stands in as its default; the start then stops with all faults in one message. An option
 * that nobody has read is a fault too.
 */
public interface HandlerOptions {

    /** The JSON Schema that the settings give for the type's input, if they give one; a faulty one is complained of elsewhere. */
    Optional<String> schema();

    /** The text of this option, if it is set. */
    Optional<String> text(String name);

    /** The text of this option; its absence is a fault, and answered with "". */
    String required(String name);

    /** The option as a whole number from {@code least} to {@code most}. */
    long number(String name, long least, long most, long otherwise);

    /** The option as {@code true} or {@code false}. */
    boolean flag(String name, boolean otherwise);

    /** The option as an ISO 8601 duration above zero. */
    Duration duration(String name, Duration otherwise);

    /** The option as a list; empty if it is not set. */
    List<String> list(String name);

    /** The option as names with texts, in the order of the settings; empty if it is not set. */
    Map<String, String> map(String name);

    /** Notes a fault that the factory itself has found. */
    void fault(String name, @Nullable String value, String allowed);

    /** Notes every option that has not been read: whoever makes the handler calls it last. */
    void refuseUnread();
}
