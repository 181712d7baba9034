package dev.accepted.page;

import java.nio.charset.StandardCharsets;

/**
 * The page of a FORM login. It asks for no other file: a container leads back to what was asked for last, and that must not be the
 * style sheet.
 *
 * @param action the absolute path to which the form goes
 * @param failed whether somebody has tried in vain
 */
public record SignInSheet(String action, boolean failed) {

    /** The style sheet, as it stands in the page; nothing in it ends the element. */
    static final String STYLE = read();

    private static String read() {
        String style = new String(PageFile.named("style.css").orElseThrow().bytes(), StandardCharsets.UTF_8);
        if (style.contains("</")) {
            throw new IllegalStateException("The style sheet cannot stand in a page");
        }
        return style;
    }

    /** The element with the style. */
    public String style() {
        return "<style>" + STYLE + "</style>";
    }
}
