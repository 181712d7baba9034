package dev.accepted.store;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A log from one byte on to what was its end when it was asked for, which this knows; whole appends only. */
public final class LogPart extends FilterInputStream {

    private final long end;

    /**
     * A part.
     *
     * @param bytes up to there
     * @param end how many bytes the whole log had
     */
    public LogPart(InputStream bytes, long end) {
        super(bytes);
        this.end = end;
    }

    /** How many bytes the whole log had when this was asked for: what is said later begins there. */
    public long end() {
        return end;
    }
}
