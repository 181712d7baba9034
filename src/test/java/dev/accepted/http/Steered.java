package dev.accepted.http;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobHandler;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** A handler that a test leads from step to step, by the name of its job. */
public final class Steered implements JobHandler {

    private static final Map<String, BlockingQueue<Integer>> STEPS = new ConcurrentHashMap<>();

    @Override
    public void run(JobContext job) throws Exception {
        for (int percent = 0; percent < 100; percent = steps(job.name()).take()) {
            job.progress(percent, "at " + percent);
        }
        job.resultText("text/plain", "made");
        STEPS.remove(job.name());
    }

    /** The job of this name goes on to this percentage; at 100 it ends. */
    static void lead(String job, int percent) {
        steps(job).add(percent);
    }

    private static BlockingQueue<Integer> steps(String job) {
        return STEPS.computeIfAbsent(job, name -> new LinkedBlockingQueue<>());
    }
}
