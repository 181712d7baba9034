package dev.accepted.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.Template;
import dev.accepted.job.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a request carries. */
sealed interface Payload {

    /** The members of the input that it takes values of. */
    default List<String> members() {
        return List.of();
    }

    /** What is sent; empty for nothing. */
    Optional<Document> document(JobContext job, JsonNode input);

    /** Nothing. */
    record None() implements Payload {
        @Override
        public Optional<Document> document(JobContext job, JsonNode input) {
            return Optional.empty();
        }
    }

    /** The input as it is. */
    record Input() implements Payload {
        @Override
        public Optional<Document> document(JobContext job, JsonNode input) {
            return Optional.of(job.input());
        }
    }

    /**
     * A text with values of the input, each written as the media type asks for, so that it stays one value.
     *
     * @param text the text; for JSON the quotes around a value come with the value
     * @param mediaType its media type, which says how values are written
     */
    record Written(Template text, String mediaType) implements Payload {

        @Override
        public List<String> members() {
            return text.members();
        }

        @Override
        public Optional<Document> document(JobContext job, JsonNode input) {
            return Optional.of(
                    Document.of(mediaType, text.filled(input, writer()).getBytes(StandardCharsets.UTF_8)));
        }

        private Function<JsonNode, String> writer() {
            String type = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            if (type.equals("application/json") || type.endsWith("+json")) {
                return value -> value.isMissingNode() ? "null" : value.toString();
            }
            if (type.equals("application/xml") || type.equals("text/xml") || type.endsWith("+xml")) {
                return value -> inXml(Template.text(value));
            }
            if (type.equals("application/x-www-form-urlencoded")) {
                return value -> Percent.encoded(Template.text(value));
            }
            return Template::text;
        }

        /** Text or an attribute's value (XML 1.0 section 2.4); what no XML can hold is replaced. */
        private static String inXml(String text) {
            StringBuilder written = new StringBuilder();
            text.codePoints().forEach(c -> {
                switch (c) {
                    case '&' -> written.append("&amp;");
                    case '<' -> written.append("&lt;");
                    case '>' -> written.append("&gt;");
                    case '"' -> written.append("&quot;");
                    case '\'' -> written.append("&apos;");
                    case '\t', '\n', '\r' -> written.append("&#").append(c).append(';');
                    default -> written.appendCodePoint(isInXml(c) ? c : 0xFFFD);
                }
            });
            return written.toString();
        }

        private static boolean isInXml(int c) {
            return (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
        }
    }
}
