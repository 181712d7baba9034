package dev.accepted.http;

import java.util.HashMap;
import java.util.Map;

/** How many may wait at once, in all and of each caller. Safe for use by many threads. */
final class Places {

    private final int most;
    private final int mostPerCaller;
    private final Map<String, Integer> byCaller = new HashMap<>();
    private int taken;

    Places(int most, int mostPerCaller) {
        this.most = most;
        this.mostPerCaller = mostPerCaller;
    }

    /** What somebody who wants a place is told. */
    enum Reply {
        /** One was free, and is taken now. */
        TAKEN,
        /** The caller has as many as one may have. */
        CALLER_HAS_MOST,
        /** All are taken. */
        ALL_TAKEN
    }

    /** Takes a place for a caller, if there is one. */
    synchronized Reply take(String caller) {
        int own = byCaller.getOrDefault(caller, 0);
        if (own >= mostPerCaller) {
            return Reply.CALLER_HAS_MOST;
        }
        if (taken >= most) {
            return Reply.ALL_TAKEN;
        }
        byCaller.put(caller, own + 1);
        taken++;
        return Reply.TAKEN;
    }

    /** Gives a place back that was taken. */
    synchronized void free(String caller) {
        byCaller.computeIfPresent(caller, (name, own) -> own == 1 ? null : own - 1);
        taken--;
    }

    /** How many are taken. */
    synchronized int taken() {
        return taken;
    }
}
