package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Document;
import dev.accepted.job.Refusal;
import dev.accepted.job.Refusal.Violation;
import dev.accepted.job.RefusedException;
import dev.accepted.store.Spool;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.glassfish.jersey.media.multipart.ContentDisposition;
import org.jspecify.annotations.Nullable;
import org.jvnet.mimepull.MIMEConfig;
import org.jvnet.mimepull.MIMEMessage;
import org.jvnet.mimepull.MIMEParsingException;
import org.jvnet.mimepull.MIMEPart;

/** A form with files (RFC 7578). Parts over 64 KiB wait in temporary files, which go with the request. */
final class MultipartForm implements AutoCloseable {

    private final MIMEMessage message;
    private final List<Field> fields = new ArrayList<>();

    /**
     * Reads a form.
     *
     * @throws ProblemException if it cannot be read
     */
    MultipartForm(InputStream body, MediaType type) {
        String boundary = type.getParameters().get("boundary");
        if (boundary == null) {
            throw malformed("A multipart body needs a boundary in its media type.");
        }
        MIMEConfig config = new MIMEConfig();
        config.setMemoryThreshold(Spool.IN_MEMORY);
        message = new MIMEMessage(body, boundary, config);
        try {
            for (MIMEPart part : message.getAttachments()) {
                fields.add(field(part));
            }
        } catch (MIMEParsingException e) {
            throw malformed("The multipart body cannot be read: a part or the end is missing.");
        }
    }

    private static Field field(MIMEPart part) {
        List<String> given = part.getHeader("Content-Disposition");
        try {
            ContentDisposition disposition = new ContentDisposition(given == null ? "" : given.get(0));
            String name = disposition.getParameters().get("name");
            if (name == null) {
                throw malformed("Each part of a form needs a name in its Content-Disposition.");
            }
            return new Field(name, FileNames.plain(disposition.getFileName()), part);
        } catch (ParseException e) {
            throw malformed("Each part of a form needs a Content-Disposition that can be read.");
        }
    }

    /**
     * The texts of all fields; a file becomes text, or Base64 where its field takes that.
     *
     * @param isBase64 whether the field of this name does
     */
    Map<String, List<String>> texts(Predicate<String> isBase64) throws IOException {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (Field field : fields) {
            byte[] bytes = field.part().read().readAllBytes();
            boolean base64 = field.fileName() != null && isBase64.test(field.name());
            texts.computeIfAbsent(field.name(), name -> new ArrayList<>())
                    .add(
                            base64
                                    ? Base64.getEncoder().encodeToString(bytes)
                                    : new String(bytes, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** The texts of the fields that are no files. */
    Map<String, List<String>> typed() throws IOException {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (Field field : fields) {
            if (field.fileName() == null) {
                texts.computeIfAbsent(field.name(), name -> new ArrayList<>())
                        .add(new String(field.part().read().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    /**
     * The one file of a form, for a type that takes bytes.
     *
     * @throws RefusedException if there is not exactly one
     */
    Document file(KeepInput keep) throws IOException {
        List<Field> files =
                fields.stream().filter(field -> field.fileName() != null).toList();
        if (files.size() != 1) {
            throw new RefusedException(new Refusal.Invalid(List.of(new Violation(
                    "", "This type takes one file, but the form has " + files.size() + " parts with a file name."))));
        }
        Field file = files.get(0);
        String type = Objects.requireNonNullElse(file.part().getContentType(), MediaType.APPLICATION_OCTET_STREAM);
        return keep.bytes(type, file.fileName(), file.part().read());
    }

    @Override
    public void close() {
        message.close();
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }

    private record Field(String name, @Nullable String fileName, MIMEPart part) {}
}
