package dev.accepted.store.jdbc;

import dev.accepted.job.Content;
import dev.accepted.job.Sha256;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Few bytes, in memory. */
final class ShortContent implements Content {

    private final byte[] bytes;
    private final @Nullable Sha256 digest;

    ShortContent(byte[] bytes, @Nullable Sha256 digest) {
        this.bytes = bytes;
        this.digest = digest;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public Optional<Sha256> digest() {
        return Optional.ofNullable(digest);
    }

    @Override
    public void discard() {}

    @Override
    public Optional<Content> share() {
        return Optional.of(this);
    }
}
