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
     * By the pace of an attempt, taken as steady: what is left takes as long as what is done, in proportion. Since when the
     * percentage is true is not known, and many tell it in quarters; so the attempt may be another quarter further.
     *
     * @param percent 1 to 100
     */
    static Forecast ofPace(long elapsed, int percent) {
        long end = atPace(elapsed, percent);
        return new Forecast(atPace(elapsed, Math.min(100, percent + 25)), end, end);
    }

    private static long atPace(long elapsed, int percent) {
        return (long) (elapsed * (100.0 / percent));
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
