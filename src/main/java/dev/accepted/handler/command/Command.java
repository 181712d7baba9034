package dev.accepted.handler.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.Template;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has laid down for one job type.
 *
 * @param program the file to run; absolute
 * @param arguments each becomes one argument, or none
 * @param environment variables beside those that every program gets
 * @param takesBody whether the input's bytes are written to standard input
 * @param result what becomes the job's result
 * @param mayBeginWithDash the members whose values may look like an option
 * @param success the exit statuses that mean success
 * @param killAfter how long the program may take to end after it was asked to
 */
record Command(
        Path program,
        List<Template> arguments,
        Map<String, Template> environment,
        boolean takesBody,
        Result result,
        Set<String> mayBeginWithDash,
        Set<Integer> success,
        Duration killAfter) {

    /** Linux takes no longer argument or variable (MAX_ARG_STRLEN, with the closing zero). */
    private static final int MOST_BYTES = 128 * 1024 - 1;

    /** Java 17 gives texts to programs in the default charset, later ones in that of the locale. */
    private static final Charset NATIVE = Runtime.version().feature() < 18
            ? Charset.defaultCharset()
            : Charset.forName(System.getProperty("sun.jnu.encoding", "US-ASCII"));

    /**
     * What becomes the job's result.
     *
     * @param source where it comes from
     * @param file its path below the work folder; "" unless it is a file
     * @param mediaType its media type
     * @param name what it is called when saved; null if it has no name
     */
    record Result(
            Source source,
            String file,
            String mediaType,
            @Nullable String name) {}

    /** Where a result comes from. */
    enum Source {
        /** There is none. */
        NONE,
        /** Standard output. */
        STDOUT,
        /** A file that the program leaves in its work folder. */
        FILE
    }

    /**
     * What the templates are filled from: nothing, if they take no values, so that bytes that are no JSON need not be read.
     */
    JsonNode input(JobContext job) throws IOException, JobFailedException {
        boolean takesValues = Stream.concat(arguments.stream(), environment.values().stream())
                .anyMatch(template -> !template.members().isEmpty());
        return takesValues ? job.json() : JsonNodeFactory.instance.objectNode();
    }

    /**
     * The program with its arguments.
     *
     * @throws JobFailedException if a value must not be an argument; names the member, not the value
     */
    List<String> words(JsonNode input) throws JobFailedException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        for (Template argument : arguments) {
            for (String member : argument.members()) {
                if (Template.value(input, member).orElse("").startsWith("-") && !mayBeginWithDash.contains(member)) {
                    throw JobFailedException.forGood("The value of '" + member + "' must not begin with '-'.");
                }
            }
            String word = argument.filled(input).orElse(null);
            if (word != null) {
                check(argument, word);
                words.add(word);
            }
        }
        return words;
    }

    /**
     * The variables that the operator has laid down; one that is nothing but an absent value is left out.
     *
     * @throws JobFailedException if a value cannot be in a variable; names the member, not the value
     */
    Map<String, String> variables(JsonNode input) throws JobFailedException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Map.Entry<String, Template> variable : environment.entrySet()) {
            String value = variable.getValue().filled(input).orElse(null);
            if (value != null) {
                check(variable.getValue(), variable.getKey() + "=" + value);
                variables.put(variable.getKey(), value);
            }
        }
        return variables;
    }

    private static void check(Template template, String text) throws JobFailedException {
        String members = String.join("', '", template.members());
        if (text.indexOf('\0') >= 0) {
            throw JobFailedException.forGood("The value of '" + members + "' must not contain a NUL character.");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw JobFailedException.forGood("The value of '" + members + "' is too long to be given to a program.");
        }
        if (!Objects.requireNonNull(NATIVE).newEncoder().canEncode(text)) {
            throw JobFailedException.forGood("The value of '" + members
                    + "' has characters that the server, whose locale is not UTF-8, cannot give to a program.");
        }
    }
}
