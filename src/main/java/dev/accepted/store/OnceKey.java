package dev.accepted.store;

import dev.accepted.job.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

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
        MessageDigest digest = Sha256.begin();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            digest.update(bytes);
        }
        Sha256 hash = Sha256.of(digest);
        return new OnceKey(hash.first(), hash.second());
    }
}
