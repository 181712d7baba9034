package dev.accepted.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobIdTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "00",
                "01",
                "-1",
                "+1",
                " 1",
                "1 ",
                "1\n",
                "1.0",
                "1e3",
                "0x1",
                "1_000",
                "1,000",
                "one",
                "٣",
                "１２",
                "1\u0000",
                "9223372036854775808",
                "9999999999999999999",
                "10000000000000000000",
                "99999999999999999999999999999999",
                "../1",
                "%31",
                "1;x=y"
            })
    void whatIsNoPlainDecimalNumberIsNoId(String text) {
        assertThat(JobId.parse(text)).isEmpty();
    }

    @Test
    void aTextOfAMegabyteIsNoId() {
        assertThat(JobId.parse("1".repeat(1_000_000))).isEmpty();
    }

    @Test
    void theSmallestAndTheLargestIdCanBeRead() {
        assertThat(JobId.parse("1")).contains(new JobId(1));
        assertThat(JobId.parse("9223372036854775807")).contains(new JobId(Long.MAX_VALUE));
    }

    @Test
    void thereIsNoIdAtOrBelowZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new JobId(0)).withMessageContaining("above zero");
        assertThatIllegalArgumentException().isThrownBy(() -> new JobId(-1)).withMessageContaining("-1");
    }

    @Property
    void whatAnIdSaysOfItselfCanBeReadAgain(@ForAll @LongRange(min = 1) long value) {
        assertThat(JobId.parse(new JobId(value).toString())).contains(new JobId(value));
    }

    @Property
    void noTextIsReadAsAnIdThatLooksOtherwise(@ForAll String text) {
        JobId.parse(text).ifPresent(id -> assertThat(id).hasToString(text));
    }

    @Property
    void idsSortByWhenTheyWereMade(@ForAll @LongRange(min = 1) long a, @ForAll @LongRange(min = 1) long b) {
        JobId one = new JobId(a);
        JobId other = new JobId(b);

        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(Long.signum(Long.compare(a, b)));
        if (one.madeAt().isBefore(other.madeAt())) {
            assertThat(one).isLessThan(other);
        }
    }

    @Property
    void theFirstIdOfAnInstantIsMadeInItsMillisecondAndTheOneBeforeIsNot(
            @ForAll @LongRange(min = 1, max = 2_199_023_255_551L) long millis) {
        JobId first = JobId.firstAt(JobId.EPOCH.plusMillis(millis));

        assertThat(first.madeAt()).isEqualTo(JobId.EPOCH.plusMillis(millis));
        assertThat(new JobId(first.value() - 1).madeAt()).isEqualTo(JobId.EPOCH.plusMillis(millis - 1));
    }

    @Test
    void theFirstIdOfAnInstantKnowsWholeMillisecondsOnly() {
        assertThat(JobId.firstAt(NOON.plus(999, ChronoUnit.MICROS))).isEqualTo(JobId.firstAt(NOON));
    }

    @Test
    void noIdIsOlderThanTheFirstOfAnInstantBeforeTheEpoch() {
        for (Instant early : List.of(JobId.EPOCH, JobId.EPOCH.minusMillis(1), Instant.EPOCH, Instant.MIN)) {
            assertThat(JobId.firstAt(early)).as("%s", early).isEqualTo(new JobId(1));
        }
    }

    @Test
    void noIdIsYoungerThanTheFirstOfAnInstantThatIdsDoNotReach() {
        for (Instant late :
                List.of(JobId.EPOCH.plusMillis(1L << 41), Instant.parse("9999-12-31T23:59:59Z"), Instant.MAX)) {
            assertThat(JobId.firstAt(late)).as("%s", late).isEqualTo(new JobId(Long.MAX_VALUE));
        }
    }

    @Test
    void idsOfOneMillisecondSpreadOverAHashTable() {
        Set<Integer> buckets = new HashSet<>();
        for (int n = 0; n < 1024; n++) {
            int hash = new JobId(JobId.firstAt(NOON).value() + n).hashCode();
            buckets.add((hash ^ (hash >>> 16)) & 1023);
        }

        assertThat(buckets).hasSizeGreaterThan(500);
    }
}
