package dev.accepted.callback;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a receiver and we have in common, in the form of Standard Webhooks: {@code whsec_} and 24 to 64 bytes in base 64. */
public final class Secret {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST = 24;
    private static final int MOST = 64;

    private final SecretKeySpec key;

    private Secret(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * Reads a secret.
     *
     * @throws IllegalArgumentException if it has another form; the message does not tell it
     */
    public static Secret parse(String text) {
        byte[] bytes;
        try {
            bytes = text.startsWith(PREFIX) ? Base64.getDecoder().decode(text.substring(PREFIX.length())) : new byte[0];
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length < LEAST || bytes.length > MOST) {
            throw new IllegalArgumentException("A secret is whsec_ and 24 to 64 bytes in base 64");
        }
        return new Secret(new SecretKeySpec(bytes, ALGORITHM));
    }

    /** The signature of some bytes, as {@code v1} of Standard Webhooks has it. */
    String sign(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(bytes));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256, but this one has not", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
