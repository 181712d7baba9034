package dev.accepted.handler.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement with parameters by name, {@code :from}, made into one with parameters by place, as JDBC has them. It is read once,
 * at start: what is prepared for each job is always this text.
 *
 * <p>A name is letters, digits and {@code _}, and does not begin with a digit. No parameter is what stands in strings
 * ({@code 'it''s :x'}, {@code E'\':x'}, {@code $$:x$$}), quoted identifiers or comments, what follows a letter or digit
 * ({@code part[low:high]}), and {@code ::} (a cast). A {@code ?} is an operator, since there are no parameters of that form; it is
 * doubled, as PostgreSQL's driver wants it.
 *
 * @param text for {@code prepareStatement}
 * @param names the names in the order of their places; one that stands at two places is there twice
 */
record NamedSql(String text, List<String> names) {

    /**
     * Reads a statement.
     *
     * @throws IllegalArgumentException if it is empty, or a string, identifier or comment in it does not end; the message is for
     *     people
     */
    static NamedSql parse(String source) {
        return new Reader(source).read();
    }

    /** One reading of one text. */
    private static final class Reader {

        private final String source;
        private final StringBuilder text = new StringBuilder();
        private final List<String> names = new ArrayList<>();
        private int at;
        private boolean saysSomething;

        Reader(String source) {
            this.source = source;
        }

        NamedSql read() {
            while (at < source.length()) {
                step();
            }
            if (!saysSomething) {
                throw new IllegalArgumentException("there is no statement");
            }
            return new NamedSql(text.toString(), List.copyOf(names));
        }

        private void step() {
            if (source.startsWith("--", at)) {
                int end = source.indexOf('\n', at);
                copyTo(end < 0 ? source.length() : end);
            } else if (source.startsWith("/*", at)) {
                copyTo(endOfComment());
            } else {
                saysSomething |= !Character.isWhitespace(source.charAt(at));
                stepInStatement();
            }
        }

        private void stepInStatement() {
            char c = source.charAt(at);
            switch (c) {
                case '\'', '"', '`' -> copyTo(endOfQuote(c));
                case '$' -> copyTo(isAfterWord(at) ? at + 1 : endOfDollarQuote());
                case '?' -> {
                    at += source.startsWith("??", at) ? 2 : 1;
                    text.append("??");
                }
                case ':' -> colon();
                default -> copyTo(at + 1);
            }
        }

        private void colon() {
            if (source.startsWith("::", at)) {
                copyTo(at + 2);
            } else if (at + 1 < source.length() && isNameStart(source.charAt(at + 1)) && !isAfterWord(at)) {
                int end = at + 2;
                while (end < source.length() && isNamePart(source.charAt(end))) {
                    end++;
                }
                names.add(source.substring(at + 1, end));
                text.append('?');
                at = end;
            } else {
                copyTo(at + 1);
            }
        }

        private void copyTo(int end) {
            text.append(source, at, end);
            at = end;
        }

        /** A doubled quote is two strings beside each other, which is as good here. */
        private int endOfQuote(char quote) {
            boolean escapes =
                    quote == '\'' && at > 0 && "eE".indexOf(source.charAt(at - 1)) >= 0 && !isAfterWord(at - 1);
            for (int i = at + 1; i < source.length(); i++) {
                if (escapes && source.charAt(i) == '\\') {
                    i++;
                } else if (source.charAt(i) == quote) {
                    return i + 1;
                }
            }
            throw new IllegalArgumentException("a " + quote + " does not end");
        }

        private int endOfComment() {
            int depth = 1;
            for (int i = at + 2; i < source.length(); i++) {
                if (source.startsWith("/*", i)) {
                    depth++;
                    i++;
                } else if (source.startsWith("*/", i)) {
                    depth--;
                    i++;
                    if (depth == 0) {
                        return i + 1;
                    }
                }
            }
            throw new IllegalArgumentException("a comment does not end");
        }

        /** {@code $$...$$} or {@code $tag$...$tag$}; any other dollar is just that. */
        private int endOfDollarQuote() {
            int tagEnd = at + 1;
            while (tagEnd < source.length() && isTagPart(source.charAt(tagEnd), tagEnd == at + 1)) {
                tagEnd++;
            }
            if (tagEnd == source.length() || source.charAt(tagEnd) != '$') {
                return at + 1;
            }
            String tag = source.substring(at, tagEnd + 1);
            int end = source.indexOf(tag, tagEnd + 1);
            if (end < 0) {
                throw new IllegalArgumentException("a " + tag + " does not end");
            }
            return end + tag.length();
        }

        private static boolean isTagPart(char c, boolean first) {
            return c == '_' || Character.isLetter(c) || (!first && Character.isDigit(c));
        }

        private boolean isAfterWord(int place) {
            return place > 0
                    && (source.charAt(place - 1) == '$' || Character.isUnicodeIdentifierPart(source.charAt(place - 1)));
        }

        private static boolean isNameStart(char c) {
            return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        }

        private static boolean isNamePart(char c) {
            return isNameStart(c) || (c >= '0' && c <= '9');
        }
    }
}
