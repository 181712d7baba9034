package dev.accepted.handler.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Runs a program for each job: fills its arguments, starts it in a folder of its own, listens to it, and judges it by its exit
 * status. However that ends, it leaves no process, no thread and no file behind; see {@link Family} for what that can mean.
 */
final class CommandHandler implements JobHandler {

    private static final Logger LOG = System.getLogger(CommandHandler.class.getName());

    /** Begins a session, so that all that the program starts can be found. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private static final String FOLDER = "ACCEPTED_WORK_FOLDER";
    private static final int BUFFER = 64 * 1024;

    private final Command command;
    private final Path folders;
    private final Executor threads;

    CommandHandler(Command command, Path folders, Executor threads) {
        this.command = command;
        this.folders = folders;
        this.threads = threads;
    }

    @Override
    public void run(JobContext job) throws IOException, JobFailedException, InterruptedException {
        JsonNode input = command.input(job);
        List<String> words = command.words(input);
        Map<String, String> variables = command.variables(input);
        job.stopIfAsked();
        try (WorkFolder folder = WorkFolder.below(folders)) {
            Said said = new Said(job, folder);
            int status = run(job, start(job, words, variables, folder), folder, said);
            if (!command.success().contains(status)) {
                String last = said.lastWords();
                throw JobFailedException.because("The program ended with status " + status + "."
                        + (last.isEmpty() ? "" : " Its last words: " + last));
            }
            if (command.result().source() == Command.Source.FILE) {
                takeFile(job, folder);
            }
        }
    }

    private Process start(JobContext job, List<String> words, Map<String, String> variables, WorkFolder folder)
            throws JobFailedException {
        List<String> line = new ArrayList<>(words);
        if (Files.isExecutable(SETSID)) {
            line.add(0, SETSID.toString());
        }
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.path().toFile());
        if (!command.takesBody()) {
            builder.redirectInput(Redirect.from(new File("/dev/null")));
        }
        String here = folder.path().toString();
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", here, "TMPDIR", here, "PWD", here));
        environment.putAll(variables);
        environment.put("ACCEPTED_JOB_ID", job.id().toString());
        environment.put("ACCEPTED_ATTEMPT", Integer.toString(job.attempt()));
        environment.put("ACCEPTED_OWNER", job.owner().name().replace("\0", ""));
        environment.put(FOLDER, here);
        try {
            if (!Files.isExecutable(command.program())) {
                throw new IOException(command.program() + " is no executable file any more");
            }
            return startUnseen(builder);
        } catch (IOException e) {
            LOG.log(Level.ERROR, job.id() + ": its program cannot be started, so this attempt fails", e);
            throw JobFailedException.because("The program cannot be started. The server's log tells more.");
        }
    }

    /**
     * The JDK waits for programs on threads of its own that live on for a minute and keep the context class loader of whoever
     * started the first program: ours would outlive its undeployment.
     */
    private static Process startUnseen(ProcessBuilder builder) throws IOException {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return builder.start();
        } finally {
            current.setContextClassLoader(before);
        }
    }

    private int run(JobContext job, Process program, WorkFolder folder, Said said)
            throws IOException, InterruptedException {
        Family family = new Family(program, FOLDER + "=" + folder.path());
        Pumps pumps = new Pumps(threads, program);
        try {
            if (command.takesBody()) {
                pumps.add(() -> feed(job, program.getOutputStream()));
            }
            pumps.add(() -> drain(program.getErrorStream(), new Lines(said::complaint)));
            OutputStream out = command.result().source() == Command.Source.STDOUT
                    ? job.result(command.result().mediaType(), command.result().name())
                    : new Lines(said::line);
            pumps.add(() -> drain(program.getInputStream(), out));
            int status = program.waitFor();
            pumps.await();
            return status;
        } finally {
            family.end(command.killAfter());
            pumps.end();
        }
    }

    /** Writes the input to the program. One that has read enough and closes its end does nothing wrong. */
    private static void feed(JobContext job, OutputStream program) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = job.input().content().open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                try {
                    program.write(buffer, 0, n);
                } catch (IOException readsNoMore) {
                    break;
                }
            }
        } finally {
            close(program);
        }
    }

    private static void close(OutputStream program) {
        try {
            program.close();
        } catch (IOException readsNoMore) {
            LOG.log(Level.TRACE, "A program does not read its input to the end", readsNoMore);
        }
    }

    private static void drain(InputStream program, OutputStream to) throws IOException {
        try (InputStream in = program;
                OutputStream out = to) {
            in.transferTo(out);
        }
    }

    private void takeFile(JobContext job, WorkFolder folder)
            throws IOException, JobFailedException, InterruptedException {
        Path file = folder.file(command.result().file())
                .orElseThrow(() -> JobFailedException.because("The program ended well, but left no result '"
                        + command.result().file() + "'."));
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                OutputStream out = job.result(
                        command.result().mediaType(), command.result().name())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                job.stopIfAsked();
            }
        }
    }
}
