package dev.accepted.store.jdbc;

import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The bytes of contents, in pieces. All but the last piece of a content are of one size, so each byte's piece is known. */
final class Chunks {

    /** How many bytes a piece has. */
    static final int SIZE = 64 * 1024;

    private Chunks() {}

    static void insert(Tx tx, long content, int n, byte[] bytes, int length) {
        tx.update("insert into accepted_chunk (content, n, bytes) values (:content, :n, :bytes)")
                .bind("content", content)
                .bind("n", n)
                .bind("bytes", length == bytes.length ? bytes : Arrays.copyOf(bytes, length))
                .execute();
    }

    static Optional<byte[]> find(Handle db, long content, int n) {
        return db.createQuery("select bytes from accepted_chunk where content = :content and n = :n")
                .bind("content", content)
                .bind("n", n)
                .map((row, context) -> row.getBytes(1))
                .findOne();
    }

    static void delete(Tx tx, long content) {
        tx.update("delete from accepted_chunk where content = :content")
                .bind("content", content)
                .execute();
    }
}
