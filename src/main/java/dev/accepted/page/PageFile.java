package dev.accepted.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A file that pages refer to. Immutable. */
public final class PageFile {

    private static final Map<String, String> MEDIA_TYPES =
            Map.of("css", "text/css;charset=utf-8", "js", "text/javascript;charset=utf-8", "svg", "image/svg+xml");
    private static final Map<String, PageFile> ALL =
            read("style.css", "page.js", "run.svg", "ok.svg", "wait.svg", "bad.svg", "off.svg");

    private final String mediaType;
    private final byte[] bytes;

    private PageFile(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    /** The file of this name, if there is one. */
    public static Optional<PageFile> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    byte[] bytes() {
        return bytes;
    }

    /** All of it. */
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    private static Map<String, PageFile> read(String... names) {
        Map<String, PageFile> files = new HashMap<>();
        for (String name : names) {
            String type = MEDIA_TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
            try (InputStream in = PageFile.class.getResourceAsStream(name)) {
                if (in == null) {
                    throw new IllegalStateException("The file " + name + " is missing from the application");
                }
                files.put(name, new PageFile(type, in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Map.copyOf(files);
    }
}
