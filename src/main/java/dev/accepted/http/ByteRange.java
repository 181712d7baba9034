package dev.accepted.http;

/**
 * Some bytes of a content, counted from 0.
 *
 * @param first the first of them
 * @param last the last of them, which is one of them too; not before the first
 */
record ByteRange(long first, long last) {

    /** Of a content that has at least one byte. */
    static ByteRange whole(long length) {
        return new ByteRange(0, length - 1);
    }

    /** How many they are. */
    long length() {
        return last - first + 1;
    }

    /** A {@code Content-Range} field (RFC 9110 section 14.4). */
    String of(long all) {
        return "bytes " + first + "-" + last + "/" + all;
    }
}
