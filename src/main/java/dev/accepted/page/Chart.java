package dev.accepted.page;

import dev.accepted.engine.Activity.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Bars of what ended, for a small picture: 100 high, 10 wide each, what failed on top. The same in words, for those who do not
 * see it.
 *
 * @param words what it shows
 * @param begin where it begins, in words
 * @param scale how many the highest bar stands for, in words
 * @param ended how many jobs ended in all
 * @param failed how many of these failed
 * @param bars from left to right; immutable
 */
public record Chart(String words, String begin, String scale, int ended, int failed, List<Bar> bars) {

    private static final int HIGHEST = 100;
    private static final int WIDTH = 10;

    /** Takes a copy. */
    public Chart {
        bars = List.copyOf(bars);
    }

    /**
     * A bar.
     *
     * @param x where it begins
     * @param good how high the lower part is
     * @param bad how high the upper part is
     * @param words what it says
     */
    public record Bar(int x, int good, int bad, String words) {}

    /**
     * Of these parts; the highest bar is as high as the picture.
     *
     * @param span what they are together: {@code hour}
     * @param each what one of them is: {@code minute}
     */
    static Chart of(String span, String each, List<Part> parts) {
        int most = parts.stream().mapToInt(Part::ended).max().orElse(0);
        int ended = parts.stream().mapToInt(Part::ended).sum();
        int failed = parts.stream().mapToInt(Part::failed).sum();
        List<Bar> bars = new ArrayList<>(parts.size());
        for (Part part : parts) {
            int bad = height(part.failed(), most);
            int good = Math.min(height(part.ended() - part.failed(), most), HIGHEST - bad);
            bars.add(new Bar(
                    bars.size() * WIDTH,
                    good,
                    bad,
                    Words.time(part.from()) + ": " + words(part.ended(), part.failed())));
        }
        return new Chart(
                "The last " + span + ": " + words(ended, failed),
                "1 " + span + " ago",
                most == 0 ? "" : "at most " + Words.number(most) + " in one " + each,
                ended,
                failed,
                bars);
    }

    private static String words(int ended, int failed) {
        return Words.number(ended) + " ended" + (failed == 0 ? "" : ", " + Words.number(failed) + " of them failed");
    }

    /** Of what is there at all, something is seen. */
    private static int height(int count, int most) {
        return count == 0 ? 0 : Math.max(2, (int) ((long) HIGHEST * count / most));
    }

    /** How wide it is. */
    public int width() {
        return bars.size() * WIDTH;
    }
}
