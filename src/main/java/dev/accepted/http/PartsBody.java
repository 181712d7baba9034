package dev.accepted.http;

import dev.accepted.job.Document;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A body made of parts of a content, in their order, each with something before it or not. Holds no more of the content than a
 * buffer, and reads nothing of what lies between the parts. The content is opened before the answer begins, so that one that has
 * gone is still answered properly, and what goes later is read to its end.
 */
final class PartsBody implements StreamingOutput {

    private static final int BUFFER = 32 * 1024;

    private final InputStream content;
    private final List<Piece> pieces;
    private final byte[] end;

    private PartsBody(InputStream content, List<Piece> pieces, byte[] end) {
        this.content = content;
        this.pieces = pieces;
        this.end = end;
    }

    /** So many bytes of a stream, which is closed after them. */
    static PartsBody of(InputStream stream, long length) {
        return new PartsBody(stream, List.of(new Piece(new byte[0], 0, length)), new byte[0]);
    }

    /** One part. */
    static PartsBody of(Document document, ByteRange range) throws IOException {
        return of(document.content().open(range.first()), range.length());
    }

    /** Several parts, as {@code multipart/byteranges} (RFC 9110 section 14.6). */
    static PartsBody of(Document document, List<ByteRange> ranges, String boundary) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        long at = 0;
        for (ByteRange range : ranges) {
            String head = "\r\n--" + boundary + "\r\nContent-Type: " + document.mediaType() + "\r\nContent-Range: "
                    + range.of(document.content().length()) + "\r\n\r\n";
            pieces.add(new Piece(bytes(head), range.first() - at, range.length()));
            at = range.last() + 1;
        }
        return new PartsBody(document.content().open(), pieces, bytes("\r\n--" + boundary + "--\r\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How many bytes will be written. */
    long length() {
        return end.length
                + pieces.stream()
                        .mapToLong(piece -> piece.head.length + piece.length)
                        .sum();
    }

    @Override
    public void write(OutputStream out) throws IOException {
        try (content) {
            for (Piece piece : pieces) {
                out.write(piece.head);
                content.skipNBytes(piece.skip);
                copy(piece.length, out);
            }
            out.write(end);
        }
    }

    private void copy(long length, OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
        for (long left = length; left > 0; ) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("The content has ended " + left + " bytes before its length");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    /** One part, with what goes before it in the answer, and how much of the content lies between it and the one before. */
    private static final class Piece {

        private final byte[] head;
        private final long skip;
        private final long length;

        Piece(byte[] head, long skip, long length) {
            this.head = head;
            this.skip = skip;
            this.length = length;
        }
    }
}
