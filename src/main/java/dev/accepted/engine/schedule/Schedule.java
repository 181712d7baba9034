package dev.accepted.engine.schedule;

import dev.accepted.handler.Moments;
import dev.accepted.job.Caller;
import dev.accepted.job.ScheduleName;
import dev.accepted.job.Submission;

/**
 * What an operator wants done again and again.
 *
 * @param name what it is called
 * @param moments when
 * @param submission what is submitted each time; its input is in memory, and all its jobs share it
 * @param owner whose jobs these are
 * @param skipsWhileActive whether nothing is submitted while the last job has not ended
 * @param catchesUp whether a moment that was missed is made up for, once
 */
public record Schedule(
        ScheduleName name,
        Moments moments,
        Submission submission,
        Caller owner,
        boolean skipsWhileActive,
        boolean catchesUp) {}
