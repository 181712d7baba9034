package dev.accepted.page;

import dev.accepted.dialect.BulkView;
import java.util.List;

/**
 * The page that tells what became of many jobs.
 *
 * @param frame around it
 * @param action what was to be done: {@code cancel}, {@code retry} or {@code delete}
 * @param view what became of them
 * @param list where to go back to
 */
public record BulkSheet(Frame frame, String action, BulkView view, String list) {

    private static final int SHOWN = 100;

    /** What was to be done, as the title of a button. */
    public String verb() {
        return Character.toUpperCase(action.charAt(0)) + action.substring(1);
    }

    /** What has been done, as people say it. */
    public String done() {
        String past = action.equals("cancel") ? "cancelled" : action.equals("retry") ? "retried" : "deleted";
        return Words.number(view.done()) + " " + past
                + (view.asked() == 0 ? "" : ", " + Words.number(view.asked()) + " asked to stop")
                + (view.refusals().isEmpty()
                        ? ""
                        : ", " + Words.number(view.refusals().size()) + " refused");
    }

    /** With which it could not be done: the first of them. */
    public List<BulkView.Refused> refusals() {
        return view.refusals().subList(0, Math.min(SHOWN, view.refusals().size()));
    }
}
