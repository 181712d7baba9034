package dev.accepted.page;

/**
 * What stands around the content of every page.
 *
 * @param title of the window; begins with what matters most
 * @param tone the colour of the window's icon: {@code ok}, {@code run}, {@code wait}, {@code bad} or {@code off}
 * @param place which part of the site it belongs to
 * @param visitor who looks
 * @param home the absolute path of the home resource, below which everything is
 * @param reload after how many seconds a browser without script asks again; 0 for never
 */
public record Frame(String title, String tone, Place place, Visitor visitor, String home, int reload) {

    /** The parts of the site, as the navigation names them. */
    public enum Place {
        OVERVIEW,
        JOBS,
        SUBMIT,
        ELSEWHERE
    }

    /** A page that does not change by itself. */
    static Frame of(String title, Place place, Visitor visitor, String home) {
        return new Frame(title, "run", place, visitor, home, 0);
    }

    /** Whether the navigation marks this part as the present one. */
    public boolean isIn(Place other) {
        return place == other;
    }
}
