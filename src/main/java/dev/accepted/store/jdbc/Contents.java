package dev.accepted.store.jdbc;

import dev.accepted.job.Content;
import dev.accepted.job.Sha256;
import dev.accepted.store.Spool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Who has which content: jobs, as many as its row says, and those who have just made it and hand it over, whom only this
 * application knows. When nobody has it any more, it goes. What a crash leaves to nobody goes at the next start.
 *
 * <p>What stands here happens in transactions, one after another; so whoever shares a content finds it whole, or gone.
 */
final class Contents {

    /** What is not longer than this stands in the job's own row. */
    static final int SHORT = 512;

    private final Map<Long, Integer> hands = new HashMap<>();
    private final GroupCommit changes;
    private final Database database;
    private final Room room;
    private final LongSupplier ids;

    /**
     * Of a database.
     *
     * @param ids never the same twice, not in another life either
     */
    Contents(GroupCommit changes, Database database, Room room, LongSupplier ids) {
        this.changes = changes;
        this.database = database;
        this.room = room;
        this.ids = ids;
    }

    /** Forgets what an earlier life was writing when it ended, and counts what it has left. */
    void recall(Handle db) {
        db.execute("delete from accepted_chunk where content in (select id from accepted_content where holders = 0)");
        db.execute("delete from accepted_content where holders = 0");
        room.recall(db.createQuery("select coalesce(sum(length), 0) from accepted_content where length > :most")
                .bind("most", Spool.IN_MEMORY)
                .mapTo(Long.class)
                .one());
    }

    long newId() {
        return ids.getAsLong();
    }

    <T> T make(GroupCommit.Change<T> change) {
        return changes.make(change);
    }

    /** A piece of a content; empty if the content is gone. */
    Optional<byte[]> chunk(long content, int n) {
        return database.read(db -> Chunks.find(db, content, n));
    }

    /** Of a row. */
    KeptContent kept(long id, long length, @Nullable Sha256 digest) {
        return new KeptContent(this, id, length, digest, false);
    }

    /** A content that was just written, in the hands of whoever made it. */
    KeptContent handOut(Tx tx, long id, long length, @Nullable Sha256 digest) {
        tx.update("update accepted_content set length = :length where id = :id")
                .bind("id", id)
                .bind("length", length)
                .execute();
        return inHand(tx, id, length, digest);
    }

    private KeptContent inHand(Tx tx, long id, long length, @Nullable Sha256 digest) {
        take(tx, id);
        return new KeptContent(this, id, length, digest, true);
    }

    private void take(Tx tx, long id) {
        hands.merge(id, 1, Integer::sum);
        tx.onRollback(() -> letGo(id));
    }

    private void letGo(long id) {
        hands.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
    }

    static void begin(Tx tx, long id) {
        tx.update("insert into accepted_content (id, length, holders) values (:id, 0, 0)")
                .bind("id", id)
                .execute();
    }

    /**
     * Gives a content to a job.
     *
     * @return what the job has then: the same, or one that is kept where it can be found again
     * @throws UncheckedIOException if it is gone
     */
    Content give(Tx tx, Content content) {
        if (content instanceof KeptContent kept) {
            if (changeHolders(tx, kept.id(), 1) == 0) {
                throw new UncheckedIOException(KeptContent.gone());
            }
            if (kept.isInHand()) {
                letGo(kept.id());
                tx.onRollback(() -> hands.merge(kept.id(), 1, Integer::sum));
                tx.onCommit(kept::handedOver);
            }
            return kept;
        }
        byte[] bytes = bytes(content);
        if (bytes.length <= SHORT) {
            return content instanceof ShortContent
                    ? content
                    : new ShortContent(bytes, content.digest().orElse(null));
        }
        long id = newId();
        tx.update("insert into accepted_content (id, length, holders) values (:id, :length, 1)")
                .bind("id", id)
                .bind("length", bytes.length)
                .execute();
        for (int n = 0; n * Chunks.SIZE < bytes.length; n++) {
            int from = n * Chunks.SIZE;
            byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + Chunks.SIZE));
            Chunks.insert(tx, id, n, piece, piece.length);
        }
        if (bytes.length > Spool.IN_MEMORY) {
            room.recall(bytes.length);
            tx.onRollback(() -> room.giveBack(bytes.length));
        }
        return kept(id, bytes.length, content.digest().orElse(null));
    }

    private static byte[] bytes(Content content) {
        try {
            return content.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A job that had this goes. */
    void takeBack(Tx tx, Content content) {
        if (content instanceof KeptContent kept) {
            changeHolders(tx, kept.id(), -1);
            deleteIfNobodys(tx, kept.id());
        }
    }

    private static int changeHolders(Tx tx, long id, int by) {
        return tx.update("update accepted_content set holders = holders + :by where id = :id")
                .bind("id", id)
                .bind("by", by)
                .execute();
    }

    /** Whoever has this in hand does not want it any more. */
    void discard(long id) {
        changes.make(tx -> {
            letGo(id);
            tx.onRollback(() -> hands.merge(id, 1, Integer::sum));
            deleteIfNobodys(tx, id);
            return true;
        });
    }

    private void deleteIfNobodys(Tx tx, long id) {
        if (hands.containsKey(id)) {
            return;
        }
        OptionalLong length = tx.query("select length from accepted_content where id = :id and holders = 0")
                .bind("id", id)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
        length.ifPresent(bytes -> delete(tx, id, bytes));
    }

    /** Deletes what there is of a content, of whose bytes so many count. */
    void delete(Tx tx, long id, long bytes) {
        Chunks.delete(tx, id);
        tx.update("delete from accepted_content where id = :id").bind("id", id).execute();
        if (bytes > Spool.IN_MEMORY) {
            tx.onCommit(() -> room.giveBack(bytes));
        }
    }

    /** The same content in other hands; empty if it is gone. */
    Optional<Content> share(KeptContent content) {
        return changes.make(tx -> tx.query("select length from accepted_content where id = :id")
                .bind("id", content.id())
                .mapTo(Long.class)
                .findOne()
                .map(length -> inHand(tx, content.id(), length, content.digest().orElse(null))));
    }
}
