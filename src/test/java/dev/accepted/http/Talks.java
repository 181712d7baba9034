package dev.accepted.http;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobHandler;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says as many lines as the test has it say, on two threads at once; some have characters of more than one byte. */
public final class Talks implements JobHandler {

    static final int LINES = 4_000;

    private static final AtomicBoolean QUIET = new AtomicBoolean();

    /** Every job in it says no more than its first line until {@link #go()}. */
    static void hold() {
        QUIET.set(true);
    }

    static void go() {
        QUIET.set(false);
    }

    @Override
    public void run(JobContext job) throws Exception {
        job.log("first \u00e4\u20ac\uD83D\uDE00");
        while (QUIET.get()) {
            Thread.sleep(1);
        }
        Thread other = new Thread(() -> talk(job, "other"));
        other.start();
        talk(job, "own");
        other.join();
    }

    private static void talk(JobContext job, String who) {
        for (int i = 0; i < LINES; i++) {
            job.log(who + " " + i + " \u00e4\u20ac\uD83D\uDE00".repeat(i % 40));
        }
    }
}
