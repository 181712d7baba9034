package dev.accepted.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What an event stream tells. Asked by one thread at a time, and only when the reader can take more. */
interface Events {

    /** What to write next; null if there is nothing new. */
    byte @Nullable [] next();

    /** Whether all has been said for ever. */
    boolean isOver();

    /** Nobody will ask any more. */
    void close();

    /**
     * An event in the form of the HTML standard, section 9.2.6.
     *
     * @param data on one line
     */
    static byte[] event(String kind, String id, byte[] data) {
        byte[] head = ("event: " + kind + "\nid: " + id + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
        byte[] event = new byte[head.length + data.length + 2];
        System.arraycopy(head, 0, event, 0, head.length);
        System.arraycopy(data, 0, event, head.length, data.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }
}
