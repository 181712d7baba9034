package dev.accepted.handler.command;

import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.HandlerOptions;
import dev.accepted.handler.JobHandler;
import dev.accepted.handler.Template;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes handlers that run a program: {@code handler: command}. Options:
 *
 * <ul>
 *   <li>{@code program}: the absolute path of an executable file; required.
 *   <li>{@code arguments}: a list. An element may hold <code>${input.name}</code> for the value of that member of the input; an
 *       element is always one argument, and never seen by a shell. One that is only the place of an absent member is left out;
 *       within other text an absent member is "".
 *   <li>{@code environment}: variables with values of the same form, beside {@code PATH}, {@code LANG}, {@code HOME},
 *       {@code TMPDIR} and {@code PWD} (the work folder), {@code ACCEPTED_JOB_ID}, {@code ACCEPTED_ATTEMPT},
 *       {@code ACCEPTED_OWNER} and {@code ACCEPTED_WORK_FOLDER}. Nothing else is in it.
 *   <li>{@code stdin}: {@code body} writes the input's bytes to standard input; {@code none}, the default, leaves it empty.
 *   <li>{@code result}: {@code stdout}, {@code none} (the default), or the name of a file below the work folder.
 *   <li>{@code result-type}: its media type, {@code text/plain;charset=utf-8} by default. {@code result-name}: its file name.
 *   <li>{@code allow-dash}: the members whose values may begin with {@code -} in an argument.
 *   <li>{@code success}: the exit statuses that mean success; 0 by default.
 *   <li>{@code kill-after}: how long the program has to end after SIGTERM, before SIGKILL; 5 s by default.
 * </ul>
 *
 * <p>Lines on standard error, and on standard output unless it is the result, go to the job's log; a line {@code ::progress 30
 * text} is progress instead. A program that is to stop is killed with all that it has started.
 *
 * <p>Every user of the machine can see the arguments of a program ({@code ps}): secrets belong into {@code environment} or
 * standard input.
 */
public final class CommandFactory implements HandlerFactory {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[^/\\s;]+/[^/\\s;]+(;.*)?");
    private static final Duration KILL_AFTER = Duration.ofSeconds(5);
    private static final int MOST_STATUS = 255;

    private final Path folders;
    private final Executor threads;

    /**
     * A factory.
     *
     * @param folders where the work folders are made; made itself if it is not there
     * @param threads runs each task at once, on a thread of its own: up to three for each job that runs
     */
    public CommandFactory(Path folders, Executor threads) {
        this.folders = folders;
        this.threads = threads;
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public JobHandler create(HandlerOptions options) {
        Command command = new Command(
                program(options),
                options.list("arguments").stream()
                        .map(text -> template(options, "arguments", text))
                        .toList(),
                environment(options),
                takesBody(options),
                result(options),
                Set.copyOf(new HashSet<>(options.list("allow-dash"))),
                success(options),
                options.duration("kill-after", KILL_AFTER));
        return new CommandHandler(command, folders, threads);
    }

    private static Path program(HandlerOptions options) {
        String text = options.required("program");
        Path program = path(text);
        boolean isFit =
                program != null && program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program);
        if (!isFit && !text.isEmpty()) {
            options.fault("program", text, "the absolute path of an executable file");
        }
        return program == null ? Path.of("/") : program;
    }

    private static @Nullable Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Template template(HandlerOptions options, String name, String text) {
        try {
            if (text.indexOf('\0') < 0) {
                return Template.parse(text);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        options.fault(name, text, "text in which ${input.name} stands for a value of the input");
        return new Template(List.of());
    }

    private static Map<String, Template> environment(HandlerOptions options) {
        Map<String, Template> environment = new LinkedHashMap<>();
        options.map("environment").forEach((variable, text) -> {
            if (!VARIABLE.matcher(variable).matches() || variable.startsWith("ACCEPTED_")) {
                options.fault(
                        "environment", variable, "names of letters, digits and _ that do not begin with ACCEPTED_");
            }
            environment.put(variable, template(options, "environment." + variable, text));
        });
        return environment;
    }

    private static boolean takesBody(HandlerOptions options) {
        String text = options.text("stdin").orElse("none");
        if (!text.equals("body") && !text.equals("none")) {
            options.fault("stdin", text, "body or none");
        }
        return text.equals("body");
    }

    private static Command.Result result(HandlerOptions options) {
        String from = options.text("result").orElse("none");
        String mediaType = options.text("result-type").orElse("text/plain;charset=utf-8");
        if (!MEDIA_TYPE.matcher(mediaType).matches()) {
            options.fault("result-type", mediaType, "a media type such as text/csv");
        }
        String name = options.text("result-name").orElse(null);
        if (from.equals("none")) {
            return new Command.Result(Command.Source.NONE, "", mediaType, name);
        }
        if (from.equals("stdout")) {
            return new Command.Result(Command.Source.STDOUT, "", mediaType, name);
        }
        Path file = path(from);
        if (file == null || from.isEmpty() || file.isAbsolute() || from.contains("\0") || leaves(file)) {
            options.fault("result", from, "stdout, none, or the name of a file in the work folder");
        }
        return new Command.Result(Command.Source.FILE, from, mediaType, name);
    }

    private static boolean leaves(Path file) {
        for (Path step : file) {
            if (step.toString().equals("..")) {
                return true;
            }
        }
        return false;
    }

    private static Set<Integer> success(HandlerOptions options) {
        Set<Integer> success = new HashSet<>();
        for (String text : options.list("success")) {
            try {
                int status = Integer.parseInt(text.strip());
                if (status >= 0 && status <= MOST_STATUS) {
                    success.add(status);
                    continue;
                }
            } catch (NumberFormatException e) {
                // said below
            }
            options.fault("success", text, "exit statuses from 0 to " + MOST_STATUS);
        }
        return success.isEmpty() ? Set.of(0) : Set.copyOf(success);
    }
}
