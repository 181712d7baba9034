package dev.accepted.http;

import java.text.ParseException;
import org.glassfish.jersey.media.multipart.ContentDisposition;
import org.jspecify.annotations.Nullable;

/** File names as clients send them: only what is behind the last slash, nothing that a terminal or a file system minds. */
final class FileNames {

    private static final int LONGEST = 255;

    private FileNames() {}

    /** The name in a {@code Content-Disposition} field (RFC 6266); null if there is none that can be read. */
    static @Nullable String of(@Nullable String disposition) {
        try {
            return disposition == null ? null : plain(new ContentDisposition(disposition).getFileName());
        } catch (ParseException e) {
            return null;
        }
    }

    /** The harmless part of a name; null if there is none. */
    static @Nullable String plain(@Nullable String name) {
        if (name == null) {
            return null;
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder plain = new StringBuilder();
        last.codePoints()
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .limit(LONGEST)
                .forEach(plain::appendCodePoint);
        String result = plain.toString().strip();
        return result.isEmpty() || result.equals(".") || result.equals("..") ? null : result;
    }
}
