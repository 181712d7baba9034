package dev.accepted.engine.estimate;

/**
 * How long an attempt will run in all, seen at some moment of it. In nanoseconds from its start; none is before that moment.
 *
 * @param soonest it will hardly end before
 * @param likely as likely to end before as after
 * @param latest nine in ten have ended by then
 */
record Forecast(long soonest, long likely, long latest) {

    /**
     * By the pace of an attempt, taken as steady: what is left takes as long as what is done, in proportion. It will hardly be
     * twice as fast from now on.
     *
     * @param percent 1 to 100
     */
    static Forecast ofPace(long elapsed, int percent) {
        long rest = (long) ((double) elapsed * (100 - percent) / percent);
        return new Forecast(elapsed + rest / 2, elapsed + rest, elapsed + rest);
    }

    /** When nothing else is known than that it has outlasted all others: another tenth of its time, again and again. */
    static Forecast aLittleMore(long elapsed) {
        long more = elapsed + elapsed / 10;
        return new Forecast(elapsed, more, more);
    }

    /** Partly this, partly another one: {@code weight} from 0, only this, to 1, only the other. */
    Forecast mixedWith(Forecast other, double weight) {
        return new Forecast(
                mixed(soonest, other.soonest, weight),
                mixed(likely, other.likely, weight),
                mixed(latest, other.latest, weight));
    }

    private static long mixed(long one, long other, double weight) {
        return one + (long) ((other - one) * weight);
    }

    /** The same, knowing that it is ended when it has run so long. */
    Forecast endedBy(long limit) {
        return new Forecast(Math.min(soonest, limit), Math.min(likely, limit), Math.min(latest, limit));
    }
}
