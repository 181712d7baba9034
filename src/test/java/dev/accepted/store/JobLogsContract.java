package dev.accepted.store;

import static dev.accepted.job.JobFixtures.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.accepted.job.JobId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all logs must do. */
@Timeout(120)
public interface JobLogsContract {

    long PLENTY = 100_000_000;

    /** New logs, each of at most so many bytes, and all together of so many outside memory. */
    JobLogs logs(long most, long quota) throws Exception;

    private JobLogs logs() throws Exception {
        return logs(PLENTY, PLENTY);
    }

    private static String text(JobLogs logs, JobId id, long offset) throws IOException {
        try (InputStream in = logs.read(id, offset)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A line of so many bytes, its end included. */
    private static String line(int number, int length) {
        String begin = number + " ";
        return begin + "x".repeat(length - begin.length() - 1) + "\n";
    }

    @Test
    default void aJobThatSaidNothingHasAnEmptyLog() throws Exception {
        JobLogs logs = logs();
        logs.append(id(1), "");

        assertThat(logs.length(id(1))).isZero();
        assertThat(text(logs, id(1), 0)).isEmpty();
        assertThat(text(logs, id(1), 5)).isEmpty();
    }

    @Test
    default void whatWasSaidCanBeReadFromAnyByteOn() throws Exception {
        JobLogs logs = logs();
        logs.append(id(1), "für\n");
        logs.append(id(2), "another job\n");
        logs.append(id(1), "two\n");

        assertThat(logs.length(id(1))).isEqualTo(9);
        assertThat(text(logs, id(1), 0)).isEqualTo("für\ntwo\n");
        assertThat(text(logs, id(1), 5)).isEqualTo("two\n");
        assertThat(text(logs, id(1), 9)).isEmpty();
        assertThat(text(logs, id(1), 10)).isEmpty();
        assertThat(text(logs, id(1), Long.MAX_VALUE)).isEmpty();
        for (long offset : new long[] {0, 5, 9, 10, Long.MAX_VALUE}) {
            try (LogPart part = logs.read(id(1), offset)) {
                assertThat(part.end()).isEqualTo(9);
            }
        }
        try (LogPart part = logs.read(id(3), 7)) {
            assertThat(part.end()).isZero();
        }
    }

    @Test
    default void aLogBeginsAtByteZero() throws Exception {
        JobLogs logs = logs();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> logs.read(id(1), -1))
                .withMessageContaining("-1");
    }

    @Test
    default void aLongLogIsReadAsItWasWrittenFromAnyByteOn() throws Exception {
        JobLogs logs = logs();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            String line = line(i, 10 + i % 300);
            logs.append(id(1), line);
            all.append(line);
            if (i % 250 == 0) {
                String said = all.toString();
                for (int offset = 0; offset <= said.length() + 1000; offset += 7777) {
                    assertThat(text(logs, id(1), offset)).isEqualTo(said.substring(Math.min(offset, said.length())));
                }
            }
        }
        String huge = line(3000, 1_000_000);
        logs.append(id(1), huge);
        all.append(huge);

        assertThat(logs.length(id(1))).isEqualTo(all.length());
        assertThat(text(logs, id(1), 0)).isEqualTo(all.toString());
        assertThat(text(logs, id(1), all.length() - 5)).isEqualTo(all.substring(all.length() - 5));
    }

    @Test
    default void readingByteByByteIsTheSame() throws Exception {
        JobLogs logs = logs();
        for (int i = 0; i < 200; i++) {
            logs.append(id(1), line(i, 500));
        }
        StringBuilder read = new StringBuilder();
        try (InputStream in = logs.read(id(1), 100)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read.append((char) b);
            }
        }

        assertThat(read).hasToString(text(logs, id(1), 100));
    }

    @Test
    default void aLogAtItsLimitIsCutAndSaysSoOnce() throws Exception {
        JobLogs logs = logs(1000, PLENTY);
        for (int i = 0; i < 30; i++) {
            logs.append(id(1), line(i, 90));
        }
        logs.append(id(1), "x");

        String text = text(logs, id(1), 0);
        assertThat(text).hasLineCount(12).contains("10 xxx").doesNotContain("11 xxx");
        assertThat(text).endsWith("\n[The log ends here: it may have 1000 bytes.]\n");
        assertThat(logs.length(id(1))).isEqualTo(text.length());
        assertThat(text(logs, id(1), 990)).isEqualTo(text.substring(990));
    }

    @Test
    default void aLogOfExactlyItsLimitIsNotCut() throws Exception {
        JobLogs logs = logs(1000, PLENTY);
        logs.append(id(1), line(1, 1000));
        assertThat(logs.length(id(1))).isEqualTo(1000);

        logs.append(id(1), "x");
        assertThat(text(logs, id(1), 1000)).startsWith("[The log ends here");
    }

    @Test
    default void theLastWordOfACutLogStandsOnALineOfItsOwn() throws Exception {
        JobLogs logs = logs(10, PLENTY);
        logs.append(id(1), "no end");
        logs.append(id(1), "too much for it");

        assertThat(text(logs, id(1), 0)).isEqualTo("no end\n[The log ends here: it may have 10 bytes.]\n");
    }

    @Test
    default void whenThereIsNoRoomLeftTheLogIsCutAndTheHandlerSparedAnException() throws Exception {
        JobLogs logs = logs(PLENTY, 100_000);
        for (int i = 0; i < 300; i++) {
            logs.append(id(1), line(i, 1000));
        }

        String text = text(logs, id(1), 0);
        assertThat(text).startsWith("0 xxx").hasLineCount(101);
        assertThat(text).endsWith("\n[The log ends here: the room for logs, inputs and results is used up.]\n");
        assertThat(logs.length(id(1))).isEqualTo(text.length());
    }

    @Test
    default void withNoRoomAtAllTheFirst64KiBAreKept() throws Exception {
        JobLogs logs = logs(PLENTY, 0);
        for (int i = 0; i < 100; i++) {
            logs.append(id(1), line(i, 1024));
        }

        assertThat(text(logs, id(1), 0)).hasLineCount(65).startsWith("0 xxx");
    }

    @Test
    default void aRemovedLogIsGoneAndItsRoomIsFree() throws Exception {
        JobLogs logs = logs(PLENTY, 100_000);
        for (int round = 1; round <= 5; round++) {
            for (int i = 0; i < 90; i++) {
                logs.append(id(round), line(i, 1000));
            }
            assertThat(logs.length(id(round))).as("round %s", round).isEqualTo(90_000);

            logs.remove(id(round));
            logs.remove(id(round));

            assertThat(logs.length(id(round))).isZero();
            assertThat(text(logs, id(round), 0)).isEmpty();
        }
    }

    @Test
    default void whoReadsALogWhileItIsRemovedReadsOnOrIsToldNeverOtherBytes() throws Exception {
        JobLogs logs = logs();
        for (int i = 0; i < 200; i++) {
            logs.append(id(1), line(i, 1000));
        }
        try (InputStream in = logs.read(id(1), 0)) {
            byte[] first = in.readNBytes(1000);
            logs.remove(id(1));
            logs.append(id(1), "another log\n");

            assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo(line(0, 1000));
            String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest).hasSize(199_000).endsWith(line(199, 1000)).doesNotContain("another");
        } catch (IOException told) {
            assertThat(told).hasMessageContaining("removed");
        }
    }

    @Test
    default void aHandlerThatIsToStopMayStillSaySo() throws Exception {
        JobLogs logs = logs();
        Thread.currentThread().interrupt();
        try {
            for (int i = 0; i < 200; i++) {
                logs.append(id(1), line(i, 1000));
            }
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(logs.length(id(1))).isEqualTo(200_000);
    }

    @Test
    default void aReaderSeesWholeAppendsInOrderWhileTheLogGrows() throws Exception {
        JobLogs logs = logs();
        int lines = 2000;
        AtomicInteger writing = new AtomicInteger(1);

        new Race()
                .with(1, number -> {
                    try {
                        for (int i = 0; i < lines; i++) {
                            logs.append(id(1), line(i, 100));
                        }
                    } finally {
                        writing.decrementAndGet();
                    }
                })
                .with(3, number -> {
                    long offset = 0;
                    int next = 0;
                    boolean last = false;
                    while (!last) {
                        last = writing.get() == 0;
                        long known = logs.length(id(1));
                        String news = text(logs, id(1), offset);
                        assertThat(offset + news.length()).isGreaterThanOrEqualTo(known);
                        assertThat(news.length() % 100).isZero();
                        for (int at = 0; at < news.length(); at += 100) {
                            assertThat(news.substring(at, at + 100)).isEqualTo(line(next++, 100));
                        }
                        offset += news.length();
                    }
                    assertThat(next).isEqualTo(lines);
                })
                .run();
    }

    @Test
    default void whatManyThreadsOfOneJobSayIsAllThereLineByLine() throws Exception {
        JobLogs logs = logs();

        new Race()
                .with(8, number -> {
                    for (int i = 0; i < 200; i++) {
                        logs.append(id(1), line(number * 1000 + i, 100));
                    }
                })
                .run();

        assertThat(logs.length(id(1))).isEqualTo(160_000);
        assertThat(text(logs, id(1), 0).lines()).hasSize(1600).allMatch(line -> line.matches("\\d+ x+"));
    }

    @Test
    default void ofALogThatIsRemovedWhileItGrowsNoRoomIsLost() throws Exception {
        long quota = 1_000_000;
        JobLogs logs = logs(PLENTY, quota);

        new Race()
                .with(4, number -> {
                    for (int i = 0; i < 500; i++) {
                        logs.append(id(1), line(i, 5000));
                    }
                })
                .with(1, number -> {
                    for (int i = 0; i < 300; i++) {
                        logs.remove(id(1));
                    }
                })
                .run();
        logs.remove(id(1));

        logs.append(id(2), line(1, (int) quota));
        assertThat(logs.length(id(2))).isEqualTo(quota);
    }
}
