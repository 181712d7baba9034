package dev.accepted.handler.command;

import dev.accepted.handler.JobContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the lines that a program writes: {@code ::progress 30 text} tells how far it is, all others go to the job's log. Safe
 * for use by many threads.
 */
final class Said {

    private static final Pattern PROGRESS = Pattern.compile("::progress +([0-9]{1,3})(?: +(.*))?", Pattern.DOTALL);
    private static final int MOST_CHARACTERS = 300;

    private final JobContext job;
    private final String folder;
    private volatile String lastWords = "";

    Said(JobContext job, WorkFolder folder) {
        this.job = job;
        this.folder = folder.path().toString();
    }

    void line(String text) {
        Matcher progress = PROGRESS.matcher(text);
        if (progress.matches()) {
            String words = progress.group(2);
            job.progress(Integer.parseInt(progress.group(1)), words == null ? "" : bounded(words.strip()));
        } else {
            job.log(text.replace(folder, "."));
        }
    }

    /** A line that may turn out to be why the program fails. */
    void complaint(String text) {
        line(text);
        if (!text.isBlank() && !PROGRESS.matcher(text).matches()) {
            lastWords = bounded(text.strip().replace(folder, "."));
        }
    }

    /** The last complaint; "" if there was none. */
    String lastWords() {
        return lastWords;
    }

    private static String bounded(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " ...";
    }
}
