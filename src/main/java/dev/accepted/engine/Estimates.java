package dev.accepted.engine;

import dev.accepted.job.Job;
import dev.accepted.job.Outlook;
import dev.accepted.job.TypeName;
import dev.accepted.job.TypicalDuration;
import java.util.Optional;

/**
 * What can be told of the future. Asked by every poll: takes no lock, never waits, and reads what others have put down. Safe
 * for use by many threads.
 */
public interface Estimates {

    /** What can be told now of a job that has not ended. */
    Estimate of(Job job);

    /** How long jobs of a type usually run; empty while none of them has succeeded. */
    Optional<TypicalDuration> typical(TypeName type);

    /**
     * What can be told of a job.
     *
     * @param outlook what is shown
     * @param askAgain in how many seconds it is worth asking again: 1 to 120, at most 30 while it runs
     */
    record Estimate(Outlook outlook, int askAgain) {}
}
