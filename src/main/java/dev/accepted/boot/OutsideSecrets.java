package dev.accepted.boot;

import dev.accepted.handler.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Secrets that operators keep outside the settings: <code>${env.NAME}</code>, an environment variable; <code>${jndi.NAME}</code>, an
 * entry below {@code java:comp/env/}; <code>${file.PATH}</code>, a file's text without the line end at its end.
 *
 * @param environment the process's
 */
record OutsideSecrets(Map<String, String> environment) implements Template.Secrets {

    @Override
    public Optional<String> find(String kind, String name) {
        return switch (kind) {
            case "env" -> Optional.ofNullable(environment.get(name));
            case "jndi" -> bound(name);
            case "file" -> text(name);
            default -> Optional.empty();
        };
    }

    private static Optional<String> bound(String name) {
        try {
            Object bound = InitialContext.doLookup("java:comp/env/" + name);
            return Optional.of(bound.toString());
        } catch (NamingException notBound) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(String name) {
        try {
            return Optional.of(Files.readString(Path.of(name)).replaceFirst("\\R\\z", ""));
        } catch (IOException | InvalidPathException notReadable) {
            return Optional.empty();
        }
    }
}
