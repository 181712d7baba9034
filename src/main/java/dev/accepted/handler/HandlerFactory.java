package dev.accepted.handler;

import java.util.Optional;

/**
 * Makes the handler of a job type from the type's settings. Found by {@link java.util.ServiceLoader}, or built in; the
 * setting {@code handler} of a type names one. A handler that has no settings needs none: its class name will do there.
 */
public interface HandlerFactory {

    /** The word that the setting {@code handler} names this factory by. */
    String name();

    /**
     * Makes a handler, at start.
     *
     * @param options the settings below {@code options} of the type; tells it of every fault there
     * @return the handler; if options were faulty it is never run, for the start stops
     */
    JobHandler create(HandlerOptions options);

    /** The JSON Schema of the input that its handlers take, unless the settings give one. */
    default Optional<String> schema() {
        return Optional.empty();
    }

    /** The same, for a factory whose handlers take what their options say; asked after {@link #create}, notes no faults. */
    default Optional<String> schema(HandlerOptions options) {
        return schema();
    }

    /** Whether its handlers take only requests that were kept as they came, so that no client can make an input for them. */
    default boolean takesRequestsOnly() {
        return false;
    }

    /**
     * Whether its handlers, made of these options, do what requests ask that came through a front door ({@code
     * job.input().asked()}). Asked after {@link #create}, for a type that has one; notes what stands against it as faults.
     */
    default boolean takesRequests(HandlerOptions options) {
        return false;
    }
}
