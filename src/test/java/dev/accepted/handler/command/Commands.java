package dev.accepted.handler.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.handler.FakeOptions;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes command handlers as an operator would, and knows the threads they have used. */
final class Commands {

    final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Path folders;

    Commands(Path folders) {
        this.folders = folders;
    }

    CommandFactory factory() {
        return new CommandFactory(folders, task -> {
            Thread thread = new Thread(task, "pump");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        });
    }

    /** A handler of this program; {@code more} are names and values of options. */
    JobHandler of(String program, List<String> arguments, Object... more) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("program", program);
        options.put("arguments", arguments);
        for (int i = 0; i < more.length; i += 2) {
            options.put(more[i].toString(), more[i + 1]);
        }
        FakeOptions given = new FakeOptions(options);
        JobHandler handler = factory().create(given);
        assertThat(given.faults()).isEmpty();
        return handler;
    }

    /** A handler of this fixed script of the operator's; the arguments become {@code $1} and so on. */
    JobHandler script(String script, List<String> arguments, Object... more) {
        List<String> words = new ArrayList<>(List.of("-c", script, "sh"));
        words.addAll(arguments);
        return of("/bin/sh", words, more);
    }

    /** Runs a handler on a thread of its own, so that it can be interrupted. */
    static Running running(JobHandler handler, JobContext job) {
        Running running = new Running(handler, job);
        running.start();
        return running;
    }

    /** A run that goes on. */
    static final class Running extends Thread {

        private final JobHandler handler;
        private final JobContext job;
        volatile Throwable failure = new AssertionError("It has not ended");

        Running(JobHandler handler, JobContext job) {
            super("run");
            this.handler = handler;
            this.job = job;
        }

        @Override
        public void run() {
            try {
                handler.run(job);
                failure = new AssertionError("It ended well");
            } catch (Throwable e) {
                failure = e;
            }
        }
    }
}
