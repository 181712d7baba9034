package dev.accepted.job;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The SHA-256 of some bytes (FIPS 180-4): equal bytes have equal ones, and whoever has received them can tell that they are all
 * there. Held as four numbers, which is the least that an immutable one takes of the heap.
 */
public record Sha256(long first, long second, long third, long fourth) {

    private static final int LENGTH = 32;

    /** Takes bytes piece by piece; what {@link #of(MessageDigest)} reads. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256, but this one has not", e);
        }
    }

    /** Of all the bytes that this one took, which begins anew. */
    public static Sha256 of(MessageDigest taken) {
        ByteBuffer hash = ByteBuffer.wrap(taken.digest());
        return new Sha256(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }

    /** Of these bytes. */
    public static Sha256 of(byte... bytes) {
        MessageDigest digest = begin();
        digest.update(bytes);
        return of(digest);
    }

    /** Its 32 bytes in base 64 (RFC 4648 section 4). */
    public String base64() {
        ByteBuffer hash = ByteBuffer.allocate(LENGTH);
        hash.putLong(first).putLong(second).putLong(third).putLong(fourth);
        return Base64.getEncoder().encodeToString(hash.array());
    }
}
