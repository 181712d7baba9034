package dev.accepted.http;

import dev.accepted.job.Document;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Answers whose bytes somebody else made: results, inputs and logs. None of them may run in a browser as if it were a page of
 * ours, so each goes out sandboxed, unsniffed, uncached, and as an attachment unless it is JSON, CSV or plain text.
 */
final class Files {

    private Files() {}

    /** An answer with a document as its body. */
    static ResponseBuilder answer(int status, Document document) {
        StreamingOutput body = out -> {
            try (InputStream in = document.content().open()) {
                in.transferTo(out);
            }
        };
        return sandboxed(Response.status(status))
                .header(HttpHeaders.CONTENT_TYPE, document.mediaType())
                .header(HttpHeaders.CONTENT_LENGTH, document.content().length())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(document))
                .entity(body);
    }

    /** The headers that keep foreign bytes from being taken for a page. */
    static ResponseBuilder sandboxed(ResponseBuilder answer) {
        return answer.header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store");
    }

    /** RFC 6266, with the file name in both forms: plain for old clients, RFC 8187 for all that ASCII cannot say. */
    static String disposition(Document document) {
        String kind = isHarmless(document.mediaType()) ? "inline" : "attachment";
        return document.fileName()
                .map(name -> kind + "; filename=\"" + plain(name) + "\"; filename*=UTF-8''" + encoded(name))
                .orElse(kind);
    }

    private static boolean isHarmless(String mediaType) {
        int end = mediaType.indexOf(';');
        String type =
                (end < 0 ? mediaType : mediaType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json")
                || (type.startsWith("application/") && type.endsWith("+json"))
                || type.equals("text/csv")
                || type.equals("text/plain");
    }

    private static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        name.codePoints()
                .map(c -> c < ' ' || c > '~' || c == '"' || c == '\\' || c == '%' || c == '/' ? '_' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static String encoded(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean asItIs = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~".indexOf(c) >= 0;
            encoded.append(asItIs ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
