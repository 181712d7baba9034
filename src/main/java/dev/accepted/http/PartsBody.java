package dev.accepted.http;

import dev.accepted.job.Content;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A body made of parts of a content, in their order, each with something before it or not. Holds no more of the content than a
 * buffer, and reads nothing of what lies between the parts. The content is opened before the answer begins, so that one that has
 * gone is still answered properly, and what goes later is read to its end.
 */
final class PartsBody implements StreamingOutput {

    private static final Logger LOG = System.getLogger(PartsBody.class.getName());
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
    static PartsBody of(Content content, ByteRange range) throws IOException {
        return of(content.open(range.first()), range.length());
    }

    /** Several parts, as {@code multipart/byteranges} (RFC 9110 section 14.6). */
    static PartsBody of(Content content, List<ByteRange> ranges, String mediaType, String boundary) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        long at = 0;
        for (ByteRange range : ranges) {
            String head = "\r\n--" + boundary + "\r\nContent-Type: " + mediaType + "\r\nContent-Range: "
                    + range.of(content.length()) + "\r\n\r\n";
            pieces.add(new Piece(bytes(head), range.first() - at, range.length()));
            at = range.last() + 1;
        }
        return new PartsBody(content.open(), pieces, bytes("\r\n--" + boundary + "--\r\n"));
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

    /** A client that goes away in the middle is no fault, and nothing is said of it where operators look for faults. */
    @Override
    public void write(OutputStream out) throws IOException {
        try (content) {
            for (Piece piece : pieces) {
                send(piece.head, piece.head.length, out);
                content.skipNBytes(piece.skip);
                copy(piece.length, out);
            }
            send(end, end.length, out);
        } catch (ClientGoneException e) {
            LOG.log(Level.DEBUG, "A client has not waited for the end of an answer", e);
        }
    }

    private static void send(byte[] bytes, int length, OutputStream out) throws IOException {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }

    private void copy(long length, OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
        for (long left = length; left > 0; ) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("The content has ended " + left + " bytes before its length");
            }
            send(buffer, read, out);
            left -= read;
        }
    }

    private static final class ClientGoneException extends IOException {

        @Serial
        private static final long serialVersionUID = 1L;

        ClientGoneException(IOException cause) {
            super(cause);
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
