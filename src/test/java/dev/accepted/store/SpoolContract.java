package dev.accepted.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.accepted.job.Content;
import dev.accepted.job.Sha256;
import dev.accepted.store.Spool.Draft;
import dev.accepted.store.Spool.FullException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every spool must do. */
@Timeout(120)
public interface SpoolContract {

    /** A new spool whose quota is so many bytes. */
    Spool spool(long quota) throws Exception;

    /** How much of the quota of the last made spool is used. */
    long used();

    static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static Content keep(Spool spool, byte... bytes) throws IOException {
        try (Draft draft = spool.begin()) {
            draft.write(bytes);
            return draft.finish();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 65_535, 65_536, 65_537, 131_072, 131_073, 1_000_000})
    default void whatIsWrittenCanBeReadAnyNumberOfTimes(int length) throws Exception {
        Content content = keep(spool(2_000_000), bytes(length, 1));

        assertThat(content.length()).isEqualTo(length);
        assertThat(content.bytes()).isEqualTo(bytes(length, 1));
        assertThat(content.bytes()).isEqualTo(bytes(length, 1));
        try (InputStream one = content.open();
                InputStream other = content.open()) {
            assertThat(one.read()).isEqualTo(other.read());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 65_537, 300_000})
    default void itIsReadFromAnyByteOn(int length) throws Exception {
        byte[] bytes = bytes(length, 1);
        Content content = keep(spool(2_000_000), bytes);

        for (long offset : new long[] {0, 1, length / 2, length - 1, length, length + 1, Long.MAX_VALUE}) {
            try (InputStream in = content.open(Math.max(0, offset))) {
                int from = (int) Math.max(0, Math.min(offset, length));
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, from, length));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 65_537, 300_000})
    default void itsDigestIsThatOfItsBytes(int length) throws Exception {
        assertThat(keep(spool(2_000_000), bytes(length, 1)).digest()).contains(Sha256.of(bytes(length, 1)));
    }

    @Test
    default void itDoesNotMatterInWhatPiecesItIsWritten() throws Exception {
        Spool spool = spool(10_000_000);
        byte[] bytes = bytes(400_000, 2);
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            try (Draft draft = spool.begin()) {
                int written = 0;
                while (written < bytes.length) {
                    int most = random.nextBoolean() ? 100 : 150_000;
                    int piece = Math.min(bytes.length - written, random.nextInt(most));
                    if (piece == 1) {
                        draft.write(bytes[written]);
                    } else {
                        draft.write(bytes, written, piece);
                    }
                    written += piece;
                }
                Content content = draft.finish();

                assertThat(content.length()).isEqualTo(bytes.length);
                assertThat(content.bytes()).isEqualTo(bytes);
                assertThat(content.digest()).contains(Sha256.of(bytes));
                content.discard();
            }
        }
        assertThat(used()).isZero();
    }

    @Test
    default void singleBytesAddUp() throws Exception {
        byte[] bytes = bytes(70_000, 4);
        try (Draft draft = spool(100_000).begin()) {
            for (byte b : bytes) {
                draft.write(b);
            }

            Content content = draft.finish();
            assertThat(content.bytes()).isEqualTo(bytes);
            assertThat(content.digest()).contains(Sha256.of(bytes));
        }
    }

    @Test
    default void smallContentsCostNothingOfTheQuota() throws Exception {
        Spool spool = spool(0);

        assertThat(keep(spool, bytes(Spool.IN_MEMORY, 1)).length()).isEqualTo(Spool.IN_MEMORY);
        assertThat(used()).isZero();
    }

    @Test
    default void largeContentsCostTheirLengthUntilTheyAreDiscarded() throws Exception {
        Spool spool = spool(1_000_000);
        Content one = keep(spool, bytes(100_000, 1));
        Content other = keep(spool, bytes(200_000, 2));
        assertThat(used()).isEqualTo(300_000);

        one.discard();
        assertThat(used()).isEqualTo(200_000);
        one.discard();
        assertThat(used()).isEqualTo(200_000);
        assertThat(other.bytes()).isEqualTo(bytes(200_000, 2));
    }

    @Test
    default void whatDoesNotFitIsRefusedAndWhatFitsExactlyIsNot() throws Exception {
        Spool spool = spool(100_000);
        try (Draft draft = spool.begin()) {
            draft.write(bytes(99_999, 1));
            assertThatExceptionOfType(FullException.class)
                    .isThrownBy(() -> draft.write(bytes(2, 1)))
                    .withMessageContaining("100000");
            draft.write(7);
            assertThatExceptionOfType(FullException.class).isThrownBy(() -> draft.write(7));

            Content content = draft.finish();
            assertThat(content.length()).isEqualTo(100_000);
            assertThat(content.digest()).contains(Sha256.of(content.bytes()));
        }
        assertThat(used()).isEqualTo(100_000);
    }

    @Test
    default void aDraftThatIsRefusedGivesBackWhatItHad() throws Exception {
        Spool spool = spool(100_000);
        try (Draft draft = spool.begin()) {
            draft.write(bytes(90_000, 1));
            assertThatExceptionOfType(FullException.class).isThrownBy(() -> draft.write(bytes(20_000, 1)));
        }

        assertThat(used()).isZero();
        assertThat(keep(spool, bytes(100_000, 1)).length()).isEqualTo(100_000);
    }

    @Test
    default void aDraftThatIsClosedUnfinishedIsThrownAway() throws Exception {
        Spool spool = spool(1_000_000);
        Draft draft = spool.begin();
        draft.write(bytes(100_000, 1));
        assertThat(used()).isEqualTo(100_000);

        draft.close();
        draft.close();

        assertThat(used()).isZero();
        assertThatIOException().isThrownBy(() -> draft.write(1));
        assertThatIOException().isThrownBy(() -> draft.write(bytes(1, 1)));
        assertThatIOException().isThrownBy(draft::finish);
    }

    @Test
    default void closingAFinishedDraftKeepsItsContent() throws Exception {
        for (int length : List.of(10, 100_000)) {
            Draft draft = spool(1_000_000).begin();
            draft.write(bytes(length, 1));
            Content content = draft.finish();
            draft.close();

            assertThat(content.bytes()).isEqualTo(bytes(length, 1));
            assertThatIOException().isThrownBy(() -> draft.write(1));
            assertThatIOException().isThrownBy(draft::finish);
        }
    }

    @Test
    default void aLargeContentThatWasDiscardedCannotBeOpenedAndSaysNothingOfFiles() throws Exception {
        Content content = keep(spool(1_000_000), bytes(100_000, 1));
        content.discard();

        assertThatIOException()
                .isThrownBy(content::open)
                .withMessage("This content has been discarded with its job")
                .withNoCause();
    }

    @Test
    default void bytesThatAreSharedStayUntilTheLastOfThoseWhoShareThemIsDiscarded() throws Exception {
        byte[] bytes = bytes(100_000, 1);
        Content first = keep(spool(1_000_000), bytes);
        Content second = first.share().orElseThrow();
        Content third = second.share().orElseThrow();
        assertThat(used()).as("nothing is copied").isEqualTo(100_000);

        first.discard();
        first.discard();
        first.discard();
        assertThatIOException().isThrownBy(first::open).withMessageContaining("discarded");
        assertThat(first.share()).isEmpty();
        assertThat(second.bytes()).isEqualTo(bytes);
        assertThat(third.length()).isEqualTo(bytes.length);

        second.discard();
        assertThat(third.bytes()).isEqualTo(bytes);
        third.discard();
        assertThatIOException().isThrownBy(third::open);
        assertThat(third.share()).isEmpty();
        assertThat(used()).isZero();
    }

    @Test
    default void smallBytesCanBeSharedToo() throws Exception {
        Content first = keep(spool(0), bytes(100, 1));
        Content second = first.share().orElseThrow();

        first.discard();

        assertThat(second.bytes()).isEqualTo(bytes(100, 1));
    }

    @Test
    default void whoSharesWhileItIsDiscardedGetsBytesThatStayOrNone() throws Exception {
        Spool spool = spool(100_000_000);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = bytes(70_000, round);
            Content content = keep(spool, bytes);

            new Race()
                    .with(2, number -> {
                        Optional<Content> shared = content.share();
                        if (shared.isPresent()) {
                            assertThat(shared.get().bytes()).isEqualTo(bytes);
                            shared.get().discard();
                        }
                    })
                    .with(1, number -> content.discard())
                    .run();

            assertThat(used()).isZero();
        }
    }

    @Test
    default void aHandlerThatIsToStopMayStillWriteItsResult() throws Exception {
        Spool spool = spool(1_000_000);
        Thread.currentThread().interrupt();
        try (Draft draft = spool.begin()) {
            draft.write(bytes(200_000, 1));
            Content content = draft.finish();

            assertThat(content.bytes()).isEqualTo(bytes(200_000, 1));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    default void theQuotaIsExactWhenManyWriteAtOnce() throws Exception {
        long quota = 5_000_000;
        Spool spool = spool(quota);
        List<Content> kept = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger refused = new AtomicInteger();

        new Race()
                .with(8, number -> {
                    Random random = new Random(number);
                    for (int i = 0; i < 40; i++) {
                        int length = 1 + random.nextInt(300_000);
                        try (Draft draft = spool.begin()) {
                            draft.write(bytes(length / 2, i));
                            draft.write(bytes(length - length / 2, i));
                            if (i % 3 != 0) {
                                kept.add(draft.finish());
                            }
                        } catch (FullException e) {
                            refused.incrementAndGet();
                        }
                        assertThat(used()).isBetween(0L, quota);
                        if (i % 5 == 0 && !kept.isEmpty()) {
                            Content victim = kept.get(0);
                            victim.discard();
                            kept.remove(victim);
                        }
                    }
                })
                .run();

        long expected = kept.stream()
                .mapToLong(Content::length)
                .filter(length -> length > Spool.IN_MEMORY)
                .sum();
        assertThat(refused).hasPositiveValue();
        assertThat(used()).isEqualTo(expected);
        kept.forEach(Content::discard);
        assertThat(used()).isZero();
    }

    @Test
    default void aDraftThatIsGivenUpWhileItsHandlerWritesLeavesNothing() throws Exception {
        Spool spool = spool(100_000_000);
        for (int round = 0; round < 50; round++) {
            Draft draft = spool.begin();

            new Race()
                    .with(
                            1,
                            number -> assertThatIOException().isThrownBy(() -> {
                                while (true) {
                                    draft.write(bytes(20_000, 1));
                                }
                            }))
                    .with(1, number -> assertThatCode(draft::close).doesNotThrowAnyException())
                    .run();

            assertThat(used()).isZero();
        }
    }

    @Test
    default void whoReadsWhileItIsDiscardedReadsOnOrIsToldNeverOtherBytes() throws Exception {
        Spool spool = spool(100_000_000);
        for (int round = 0; round < 50; round++) {
            byte[] bytes = bytes(300_000, round);
            Content content = keep(spool, bytes);

            new Race()
                    .with(2, number -> {
                        byte[] read = null;
                        try {
                            read = content.bytes();
                        } catch (IOException told) {
                            assertThat(told).hasMessageContaining("discarded");
                        }
                        if (read != null) {
                            assertThat(read).isEqualTo(bytes);
                        }
                    })
                    .with(1, number -> content.discard())
                    .run();
        }
        assertThat(used()).isZero();
    }
}
