package dev.accepted.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names what shall lead to one job only: the first half of the SHA-256 of all that makes it that and nothing else. So a key
 * costs sixteen bytes, however long a client's words are, and tells nothing of them.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record OnceKey(long high, long low) {

    /** The key of these texts in this order. Other texts have another key, also if put together they read the same. */
    public static OnceKey of(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new OnceKey(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
