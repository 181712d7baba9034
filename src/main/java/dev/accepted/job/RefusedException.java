package dev.accepted.job;

import java.io.Serial;

/** Thrown where a submission is refused; carries the {@link Refusal}, and no stack trace, since it is no defect. */
public final class RefusedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    /** Refuses for this reason. */
    public RefusedException(Refusal refusal) {
        super(refusal.detail(), null, false, false);
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
