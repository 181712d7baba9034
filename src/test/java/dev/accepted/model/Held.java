package dev.accepted.model;

import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** Runs until the test says how it ends; one whose input is stubborn does not hear that it is to stop. */
public final class Held implements JobHandler {

    private static final Map<String, BlockingQueue<Word>> WORDS = new ConcurrentHashMap<>();

    /** What a test says to a job. */
    enum Word {
        GO_ON,
        SUCCEED,
        FAIL
    }

    static void say(String id, Word word) {
        WORDS.computeIfAbsent(id, any -> new LinkedBlockingQueue<>()).add(word);
    }

    @Override
    public void run(JobContext job) throws Exception {
        boolean stubborn = job.json().path("stubborn").asBoolean();
        BlockingQueue<Word> words = WORDS.computeIfAbsent(job.id().toString(), any -> new LinkedBlockingQueue<>());
        job.resultText("text/plain", "made");
        int percent = 0;
        while (true) {
            try {
                switch (words.take()) {
                    case GO_ON -> job.progress(percent += 10, "");
                    case SUCCEED -> {
                        return;
                    }
                    case FAIL -> throw JobFailedException.forGood("It was to fail.");
                }
            } catch (InterruptedException e) {
                if (!stubborn) {
                    throw e;
                }
            }
        }
    }
}
