package dev.accepted.jaxrs;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a resource method takes long: a request to it is kept, answered with 202 and the link of a task, and done later as a
 * job, with the caller's name and roles and every context of Jakarta REST. What the method answers is the job's result; from 400
 * on, the job has failed.
 *
 * <p>On a class it is said of all its resource methods. All but {@link #when}, {@link #seconds}, {@link #headers} and
 * {@link #roles} are the first word on the job type, which settings below {@code accepted.types} can change. The method gets its
 * {@link dev.accepted.handler.JobContext} by {@code @Context}; it is null where no job runs it.
 *
 * <p>A method cannot ask for what ends with the request: servlet objects, event sinks, {@code AsyncResponse}. Filters run twice,
 * when the request comes in and when the job runs; {@link LongRunningFeature#jobOf} tells them which.
 */
@Documented
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface LongRunning {

    /** What its jobs are called; the job type's name if it is empty. */
    String name() default "";

    /** The job type: made of {@link #name} if it is empty (Update Resource: update-resource), or of class and method. */
    String type() default "";

    /** What it does, for people. */
    String description() default "";

    /** The summary of its jobs. */
    String summary() default "";

    /** When a request becomes a job. */
    When when() default When.ALWAYS;

    /** How long a client of a {@link When#SLOW} method is held before it gets the 202. */
    int seconds() default 5;

    /** The queue in which its jobs wait. */
    String queue() default "default";

    /** How long one attempt may run, as an ISO 8601 duration. */
    String timeout() default "PT10M";

    /** How often it is tried in all, where it throws or answers 408, 425, 429, 500, 502, 503 or 504. */
    int attempts() default 1;

    /** The header fields that the job gets, beside those about the content and what is accepted; all but credentials if empty. */
    String[] headers() default {};

    /** The roles that the method asks for in its code, beside those in its {@code @RolesAllowed}. */
    String[] roles() default {};

    /** When a request becomes a job. */
    enum When {
        /** Always. */
        ALWAYS,
        /** If the client says {@code Prefer: respond-async} (RFC 7240); else the method runs as if nothing were said of it. */
        PREFERRED,
        /** Always, but the client gets the method's own answer if that is there within so many {@link #seconds}. */
        SLOW
    }
}
