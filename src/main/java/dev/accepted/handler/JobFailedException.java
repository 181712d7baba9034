package dev.accepted.handler;

import dev.accepted.job.Fault;
import java.io.Serial;

/** A handler's own word on why an attempt failed. Clients read it, so it names no class, path or secret. */
public final class JobFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean retryable;
    private final boolean answered;

    private JobFailedException(String detail, boolean retryable, boolean answered) {
        super(detail);
        this.retryable = retryable;
        this.answered = answered;
    }

    /** Fails this attempt; another follows if the type allows one. */
    public static JobFailedException because(String detail) {
        return new JobFailedException(detail, true, false);
    }

    /** Fails the job for good: trying again would not help. */
    public static JobFailedException forGood(String detail) {
        return new JobFailedException(detail, false, false);
    }

    /** The same; the answer that was written ({@link JobContext#answer}) is what clients get as the result if no attempt follows. */
    public JobFailedException withAnswer() {
        return new JobFailedException(String.valueOf(getMessage()), retryable, true);
    }

    /** Whether another attempt could help. */
    public boolean isRetryable() {
        return retryable;
    }

    /** Whether the answer that was written says why. */
    public boolean isAnswered() {
        return answered;
    }

    /** The fault as it is shown. */
    public Fault fault() {
        return Fault.failed(String.valueOf(getMessage()));
    }
}
