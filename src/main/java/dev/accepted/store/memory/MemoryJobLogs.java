package dev.accepted.store.memory;

import dev.accepted.job.JobId;
import dev.accepted.store.JobLogs;
import dev.accepted.store.LogPart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps logs in memory, and those of more than 64 KiB in the spool folder, where they share the quota with inputs and
 * results. A job that says nothing costs nothing. When there is no room left, a log is cut, and says so in its last line; the
 * job goes on.
 */
public final class MemoryJobLogs implements JobLogs {

    private final ConcurrentMap<JobId, JobLog> logs = new ConcurrentHashMap<>();
    private final SpoolFolder folder;
    private final long most;

    /**
     * No logs yet.
     *
     * @param folder where long ones go
     * @param most how many bytes a job's log may have; the line that says that it was cut comes on top
     */
    public MemoryJobLogs(SpoolFolder folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    @Override
    public void append(JobId id, String text) {
        if (!text.isEmpty()) {
            logs.computeIfAbsent(id, silent -> new JobLog(silent, folder, most))
                    .append(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public long length(JobId id) {
        JobLog log = logs.get(id);
        return log == null ? 0 : log.length();
    }

    @Override
    public LogPart read(JobId id, long offset) throws IOException {
        if (offset < 0) {
            throw new IllegalArgumentException("A log begins at byte 0, so it cannot be read from " + offset);
        }
        JobLog log = logs.get(id);
        return log == null ? new LogPart(InputStream.nullInputStream(), 0) : log.read(offset);
    }

    @Override
    public void remove(JobId id) {
        JobLog log = logs.remove(id);
        if (log != null) {
            log.discard();
        }
    }
}
