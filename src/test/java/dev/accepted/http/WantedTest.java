package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0-0",
        "bytes=0-9, 0-9",
        "bytes=10-, 10-99",
        "bytes=0-, 0-99",
        "bytes=99-, 99-99",
        "bytes=-1, 99-99",
        "bytes=-100, 0-99",
        "bytes=-1000, 0-99",
        "bytes=50-1000, 50-99",
        "Bytes=0-0, 0-0",
        "bytes= 0-9 , 0-9",
        "bytes=50-99999999999999999999, 50-99",
        "bytes=-99999999999999999999, 0-99",
    })
    void oneRange(String field, String range) {
        assertThat(text(Wanted.of(field, 100))).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0,-1 | 0-0 99-99",
                "bytes=0-9, 20-29, 40- | 0-9 20-29 40-99",
                "bytes=0-9,10-19 | 0-9 10-19",
                "bytes=,0-9,,20-29, | 0-9 20-29",
                "bytes=0-9,100-200 | 0-9",
                "bytes=200-,0-9 | 0-9",
                "bytes=-0,5-5 | 5-5",
            })
    void severalRangesWithoutThoseBeyondTheEnd(String field, String ranges) {
        assertThat(text(Wanted.of(field, 100))).isEqualTo(ranges);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-", "bytes=200-,300-"})
    void rangesOfWhichNoneBeginsBeforeTheEnd(String field) {
        assertThat(Wanted.of(field, 100)).isEqualTo(Wanted.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=,",
                "bytes=-",
                "bytes=9-0",
                "bytes=a-b",
                "bytes=0-9,x",
                "bytes=0 - 9",
                "bytes=--1",
                "bytes=+1-2",
                "bytes=1-2-3",
                "bytes=\u0661-\u0662",
                "seconds=0-9",
                "0-9"
            })
    void whatIsNoRangeOfBytesIsAsIfItWereNotThere(String field) {
        assertThat(Wanted.of(field, 100)).isEqualTo(Wanted.WHOLE);
        assertThat(Wanted.of(null, 100)).isEqualTo(Wanted.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-9,5-14", "bytes=20-29,0-9", "bytes=0-,0-,0-", "bytes=-1,-1"})
    void rangesThatOverlapOrAreOutOfOrderAreAnsweredWithTheWhole(String field) {
        assertThat(Wanted.of(field, 100)).isEqualTo(Wanted.WHOLE);
    }

    @Test
    void moreRangesThanAnybodyNeedsAreAnsweredWithTheWhole() {
        assertThat(Wanted.of(singles(Wanted.MOST), 100)).isInstanceOf(Wanted.Parts.class);
        assertThat(Wanted.of(singles(Wanted.MOST + 1), 100)).isEqualTo(Wanted.WHOLE);
    }

    private static String singles(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> 2 * i + "-" + 2 * i)
                .collect(Collectors.joining(",", "bytes=", ""));
    }

    @Test
    void anEmptyContentHasNoRanges() {
        assertThat(Wanted.of("bytes=0-", 0)).isEqualTo(Wanted.NOTHING);
        assertThat(Wanted.of("bytes=0-0", 0)).isEqualTo(Wanted.NOTHING);
        assertThat(Wanted.of("bytes=-5", 0)).isEqualTo(Wanted.WHOLE);
    }

    @Test
    void whateverIsAskedForLiesWithinTheContentInOrderAndApart() {
        Random random = new Random(14);
        String[] pieces = {"-", ",", "0", "1", "5", "9", "99", "100", "bytes=", " "};
        for (int round = 0; round < 50_000; round++) {
            StringBuilder field = new StringBuilder("bytes=");
            for (int i = random.nextInt(12); i > 0; i--) {
                field.append(pieces[random.nextInt(pieces.length)]);
            }
            long length = random.nextInt(120);
            if (Wanted.of(field.toString(), length) instanceof Wanted.Parts parts) {
                long at = 0;
                for (ByteRange range : parts.ranges()) {
                    assertThat(range.first()).as(field.toString()).isBetween(at, length - 1);
                    assertThat(range.last()).as(field.toString()).isBetween(range.first(), length - 1);
                    at = range.last() + 1;
                }
                assertThat(parts.ranges()).isNotEmpty();
            }
        }
    }

    private static String text(Wanted wanted) {
        assertThat(wanted).isInstanceOf(Wanted.Parts.class);
        List<ByteRange> ranges = ((Wanted.Parts) wanted).ranges();
        return ranges.stream().map(range -> range.first() + "-" + range.last()).collect(Collectors.joining(" "));
    }
}
