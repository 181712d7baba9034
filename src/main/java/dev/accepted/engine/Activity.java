package dev.accepted.engine;

import dev.accepted.job.JobStatus;
import dev.accepted.store.JobStore.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How many jobs ended in each minute of the last day, and how many of them failed: what operators look at first. A ring of
 * minutes, fed by what happens and never by looking at jobs; forgotten with the application. Safe for use by many threads.
 */
public final class Activity implements Consumer<Change> {

    private static final int MINUTES = 24 * 60;

    private final InstantSource clock;
    private final long[] minutes = new long[MINUTES];
    private final int[] ended = new int[MINUTES];
    private final int[] failed = new int[MINUTES];

    /** Nothing has ended yet. */
    public Activity(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void accept(Change change) {
        if (change.ended()) {
            count(
                    minuteOf(change.after().endedAt().orElseThrow()),
                    isFailure(change.after().status()));
        }
    }

    private static boolean isFailure(JobStatus status) {
        return status == JobStatus.FAILURE || status == JobStatus.TIMEOUT;
    }

    private static long minuteOf(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), 60);
    }

    private synchronized void count(long minute, boolean isFailure) {
        int place = (int) Math.floorMod(minute, (long) MINUTES);
        if (minutes[place] > minute) {
            // Told a day late; the place belongs to another minute by now.
            return;
        }
        if (minutes[place] < minute) {
            minutes[place] = minute;
            ended[place] = 0;
            failed[place] = 0;
        }
        ended[place]++;
        failed[place] += isFailure ? 1 : 0;
    }

    /**
     * What ended lately.
     *
     * @param span how long one part is: whole minutes
     * @param parts how many parts, at most a day in all
     * @return oldest first; the last part is the one that goes on
     */
    public synchronized List<Part> last(Duration span, int parts) {
        long now = minuteOf(clock.instant());
        long each = span.toMinutes();
        long first = Math.floorDiv(now, each) - parts + 1;
        List<Part> last = new ArrayList<>(parts);
        for (long part = first; part < first + parts; part++) {
            last.add(part(part * each, Math.min((part + 1) * each, now + 1)));
        }
        return last;
    }

    private Part part(long from, long to) {
        int all = 0;
        int bad = 0;
        for (long minute = from; minute < to; minute++) {
            int place = (int) Math.floorMod(minute, (long) MINUTES);
            if (minutes[place] == minute) {
                all += ended[place];
                bad += failed[place];
            }
        }
        return new Part(Instant.ofEpochSecond(from * 60), all, bad);
    }

    /**
     * What ended in a stretch of time.
     *
     * @param from when it begins
     * @param ended how many jobs ended
     * @param failed how many of these failed or ran out of time
     */
    public record Part(Instant from, int ended, int failed) {}
}
