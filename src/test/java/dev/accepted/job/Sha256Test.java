package dev.accepted.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class Sha256Test {

    /** The example of FIPS 180-4's own test data. */
    private static final String OF_ABC = "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";

    @Test
    void isShownInBase64() {
        assertThat(Sha256.of("abc".getBytes(StandardCharsets.UTF_8)).base64()).isEqualTo(OF_ABC);
    }

    @Test
    void isTheSameInPieces() {
        MessageDigest digest = Sha256.begin();
        digest.update((byte) 'a');
        digest.update("bc".getBytes(StandardCharsets.UTF_8));
        assertThat(Sha256.of(digest)).isEqualTo(Sha256.of("abc".getBytes(StandardCharsets.UTF_8)));
    }
}
