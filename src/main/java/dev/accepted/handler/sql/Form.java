package dev.accepted.handler.sql;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of rows.
 *
 * @param format how they are written
 * @param mediaType the result's media type
 * @param name what the result is called when saved; null for the type's name
 * @param disarms whether texts that look like formulas are made harmless in CSV
 * @param maxRows more than that is a failure
 * @param maxBytes likewise
 */
record Form(Format format, String mediaType, @Nullable String name, boolean disarms, long maxRows, long maxBytes) {

    /** How rows are written. */
    enum Format {
        /** {@link JsonRows}. */
        JSON("application/json"),
        /** {@link CsvRows}. */
        CSV("text/csv;charset=utf-8;header=present"),
        /** {@link XmlRows}. */
        XML("application/xml"),
        /** Not at all. */
        NONE("");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        /** As operators write it, and as the end of a file's name. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Rows rows(OutputStream out) throws IOException {
        return switch (format) {
            case JSON -> new JsonRows(out);
            case CSV -> new CsvRows(out, disarms);
            case XML -> new XmlRows(out);
            case NONE -> throw new IllegalStateException("There is no result");
        };
    }
}
