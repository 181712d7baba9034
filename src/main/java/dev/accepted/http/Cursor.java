package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.JobId;
import dev.accepted.store.JobQuery;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page of a list begins, as it stands in a URI; of no meaning to clients, and written so that none is looked for.
 *
 * @param newer whether the page is before the job, in a list that begins with the newest; else it is after it
 * @param job the job next to the page
 */
record Cursor(boolean newer, JobId job) {

    private static final int LENGTH = 1 + Long.BYTES;
    private static final byte NEWER = 'n';
    private static final byte OLDER = 'o';

    /**
     * Reads a cursor.
     *
     * @throws ProblemException if it is none of ours
     */
    static Cursor parse(String text) {
        return read(text)
                .filter(cursor -> cursor.toString().equals(text))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.INVALID_PARAMETER,
                        "The parameter 'cursor' must come from a link of this list, but is '" + text + "'."));
    }

    private static Optional<Cursor> read(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte direction = bytes.limit() == LENGTH ? bytes.get() : 0;
            long id = direction == NEWER || direction == OLDER ? bytes.getLong() : 0;
            return id <= 0 ? Optional.empty() : Optional.of(new Cursor(direction == NEWER, new JobId(id)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    JobQuery in(JobQuery query) {
        return newer ? query.newerThan(job) : query.olderThan(job);
    }

    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .put(newer ? NEWER : OLDER)
                .putLong(job.value())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
