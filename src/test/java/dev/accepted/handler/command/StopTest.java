package dev.accepted.handler.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.command.Commands.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are to stop, with all that they have started. The scripts say the numbers of their processes. */
@Timeout(60)
class StopTest {

    @TempDir
    Path folders;

    Commands commands;
    final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @BeforeEach
    void prepare() {
        commands = new Commands(folders);
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        for (Thread thread : commands.threads) {
            thread.join();
        }
        try (Stream<Path> left = Files.list(folders)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void interruptedSleepIsGoneWhenTheHandlerReturns() throws Exception {
        Running run = run(commands.script("echo $$; exec sleep 1000", List.of()));
        long pid = pid();
        assertThat(isRunning(pid)).isTrue();
        stop(run);
        assertThat(isRunning(pid)).isFalse();
    }

    @Test
    void childrenAreKilledAsWell() throws Exception {
        Running run =
                run(commands.script("sleep 1000 & echo $!; (sleep 1000 & echo $!; wait) & echo $$; wait", List.of()));
        List<Long> pids = List.of(pid(), pid(), pid());
        assertThat(pids).allMatch(StopTest::isRunning);
        stop(run);
        assertThat(pids).noneMatch(StopTest::isRunning);
    }

    @Test
    void orphansAndThoseThatLeftTheSessionAreKilledAsWell() throws Exception {
        Running run = run(commands.script(
                "(sh -c 'echo $$; exec sleep 1000' &); (setsid sh -c 'echo $$; exec sleep 1000' &); exec sleep 1000",
                List.of()));
        List<Long> pids = List.of(pid(), pid());
        stop(run);
        assertThat(pids).noneMatch(StopTest::isRunning);
    }

    @Test
    void programThatIgnoresThatItShallEndIsKilled() throws Exception {
        Running run = run(commands.script(
                "trap '' TERM; echo $$; while :; do sleep 1000; done", List.of(), "kill-after", "PT0.2S"));
        long pid = pid();
        stop(run);
        assertThat(isRunning(pid)).isFalse();
    }

    @Test
    void programMayCleanUpBeforeItEnds() throws Exception {
        Running run = run(commands.script(
                "exec 2> /dev/null; trap 'echo cleaned; exit' TERM; echo $$; sleep 1000 & wait",
                List.of(),
                "kill-after",
                "PT30S"));
        pid();
        stop(run);
        assertThat(said.poll(10, TimeUnit.SECONDS)).isEqualTo("cleaned");
    }

    @Test
    void secondInterruptChangesNothing() throws Exception {
        Running run = run(commands.script(
                "exec 2> /dev/null; trap 'echo asked' TERM; echo $$; while :; do sleep 1000 & wait; done",
                List.of(),
                "kill-after",
                "PT0.5S"));
        long pid = pid();
        run.interrupt();
        assertThat(said.poll(10, TimeUnit.SECONDS)).isEqualTo("asked");
        stop(run);
        assertThat(isRunning(pid)).isFalse();
    }

    @Test
    void childThatHoldsTheOutputDoesNotHoldTheJob() throws Exception {
        FakeJobContext job = listening();
        commands.script("sleep 1000 & echo $!", List.of()).run(job);
        assertThat(isRunning(pid())).isFalse();
    }

    @Test
    void childInTheBackgroundEndsWithTheJob() throws Exception {
        FakeJobContext job = listening();
        commands.script("sleep 1000 > /dev/null 2>&1 & echo $!", List.of()).run(job);
        assertThat(isRunning(pid())).isFalse();
    }

    @Test
    void programThatIsStoppedWhileItFloodsAndReadsNothingEnds() throws Exception {
        FakeJobContext job = FakeJobContext.ofBytes(new byte[4 * 1024 * 1024]).onLog(said::add);
        JobHandler flood = commands.script("echo $$ >&2; exec cat /dev/zero", List.of(), "stdin", "body");
        Running run = Commands.running(flood, job);
        long pid = pid();
        stop(run);
        assertThat(isRunning(pid)).isFalse();
    }

    @Test
    void attemptThatWasStoppedBeforeItBeganStartsNothing() throws Exception {
        FakeJobContext job = listening();
        job.askToStop();
        Running run = Commands.running(commands.script("echo $$", List.of()), job);
        run.join();
        assertThat(run.failure).isInstanceOf(InterruptedException.class);
        assertThat(said).isEmpty();
    }

    private Running run(JobHandler handler) {
        return Commands.running(handler, listening());
    }

    private FakeJobContext listening() {
        return FakeJobContext.ofJson("{}").onLog(said::add);
    }

    private long pid() throws InterruptedException {
        return Long.parseLong(
                Optional.ofNullable(said.poll(10, TimeUnit.SECONDS)).orElseThrow());
    }

    private static void stop(Running run) throws InterruptedException {
        run.interrupt();
        run.join();
        assertThat(run.failure).isInstanceOf(InterruptedException.class);
    }

    /** A dead process that nobody has fetched does not run. */
    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
                && ProcessTable.find(pid).filter(process -> !process.dead()).isPresent();
    }
}
