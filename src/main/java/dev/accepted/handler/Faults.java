package dev.accepted.handler;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.path.NodePath;
import dev.accepted.job.Refusal.Violation;
import java.io.Serial;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a validator complains of, in words for the person who wrote the input. */
final class Faults {

    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_FAULTS = 500;
    private static final int MOST_LEVELS = 100;

    private Faults() {}

    /**
     * What is wrong with an input.
     *
     * @param prefix what stands before each place
     * @return every fault, but of very many only the first; deep nesting is a fault itself
     */
    static List<Violation> check(Schema schema, JsonNode input, String prefix) {
        if (isDeeper(input, MOST_LEVELS)) {
            return List.of(new Violation(prefix, "Must not be nested more than " + MOST_LEVELS + " levels deep."));
        }
        Listener listener = new Listener(schema.createExecutionContext().getExecutionConfig());
        try {
            schema.validate(listener, input);
        } catch (TooManyException e) {
            List<Violation> first = new ArrayList<>(of(listener.first, prefix));
            first.add(new Violation(prefix, "There are more faults; only the first are listed."));
            return List.copyOf(first);
        }
        return listener.first.isEmpty() ? List.of() : of(listener.first, prefix);
    }

    private static boolean isDeeper(JsonNode value, int levels) {
        if (!value.isContainerNode()) {
            return false;
        }
        if (levels == 0) {
            return true;
        }
        for (JsonNode inner : value) {
            if (isDeeper(inner, levels - 1)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Bounds what a hostile input can make the validator remember. Within a branch of a choice that has failed anyway, more is
     * dropped; too much at the top ends the check.
     */
    private static final class Listener extends ExecutionContext {

        private final List<Error> first = new Bounded();

        Listener(ExecutionConfig config) {
            super(config);
            setErrors(first);
        }

        @Override
        public void addError(Error error) {
            if (getErrors() == first || getErrors().size() < MOST_FAULTS) {
                super.addError(error);
            }
        }
    }

    /** Takes so many and no more. */
    private static final class Bounded extends AbstractList<Error> {

        private final List<Error> errors = new ArrayList<>();

        @Override
        public Error get(int index) {
            return errors.get(index);
        }

        @Override
        public int size() {
            return errors.size();
        }

        @Override
        public void add(int index, Error error) {
            if (errors.size() == MOST_FAULTS) {
                throw new TooManyException();
            }
            errors.add(index, error);
        }
    }

    /** Ends a check. */
    private static final class TooManyException extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        TooManyException() {
            super("too many faults", null, false, false);
        }
    }

    /** Each fault once, in the order of their places. */
    static List<Violation> of(List<Error> errors, String prefix) {
        Map<Choice, List<Error>> choices = new LinkedHashMap<>();
        List<Violation> faults = new ArrayList<>();
        for (Error error : errors) {
            Optional<Choice> choice = Choice.of(error);
            if (choice.isPresent()) {
                choices.computeIfAbsent(choice.get(), any -> new ArrayList<>()).add(error);
            } else {
                faults.add(new Violation(prefix + pointer(error.getInstanceLocation()), bounded(detail(error)) + '.'));
            }
        }
        choices.forEach((choice, branches) -> faults.add(joined(choice, branches, prefix)));
        return faults.stream()
                .distinct()
                .sorted(Comparator.comparing(Violation::pointer).thenComparing(Violation::detail))
                .toList();
    }

    /**
     * The outermost {@code anyOf} or {@code oneOf} that a fault is of, and the value that did not fit any of its branches.
     *
     * @param path where the keyword stands, by the way that led to it
     * @param place where the value stands
     */
    private record Choice(String path, String place) {

        static Optional<Choice> of(Error error) {
            NodePath path = error.getEvaluationPath();
            StringBuilder way = new StringBuilder();
            int depth = 0;
            for (int i = 0; i < path.getNameCount(); i++) {
                String keyword = String.valueOf(path.getElement(i));
                way.append('/').append(keyword);
                switch (keyword) {
                    case "anyOf", "oneOf" -> {
                        return Optional.of(
                                new Choice(way.toString(), Faults.pointer(error.getInstanceLocation(), depth)));
                    }
                    case "properties", "patternProperties", "prefixItems" -> {
                        depth++;
                        i++;
                    }
                    case "items", "contains", "additionalProperties", "unevaluatedProperties", "unevaluatedItems" ->
                        depth++;
                    case "allOf", "dependentSchemas" -> i++;
                    default -> {}
                }
            }
            return Optional.empty();
        }
    }

    /** One fault for all branches of a choice, for only one of them need be put right. */
    private static Violation joined(Choice choice, List<Error> branches, String prefix) {
        List<Error> inner = branches.stream()
                .filter(error -> !(error.getKeyword().equals("oneOf")
                        && argument(error, 0).equals("0")))
                .toList();
        String details = (inner.isEmpty() ? branches : inner)
                .stream()
                        .map(error -> within(choice.place(), error.getInstanceLocation()) + detail(error))
                        .distinct()
                        .collect(Collectors.joining("; or: "));
        return new Violation(prefix + choice.place(), bounded(details) + '.');
    }

    private static String within(String place, NodePath inner) {
        String pointer = pointer(inner);
        return pointer.length() <= place.length() ? "" : pointer.substring(place.length()) + ": ";
    }

    private static String pointer(NodePath path) {
        return pointer(path, path.getNameCount());
    }

    private static String pointer(NodePath path, int depth) {
        return IntStream.range(0, Math.min(depth, path.getNameCount()))
                .mapToObj(i -> "/"
                        + String.valueOf(path.getElement(i)).replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static String detail(Error error) {
        String first = argument(error, 0);
        String second = argument(error, 1);
        return switch (error.getKeyword()) {
            case "type" -> "Must be " + second + ", but is " + first;
            case "required" -> "Member '" + first + "' is missing";
            case "dependentRequired" -> "Member '" + first + "' is missing, which '" + second + "' asks for";
            case "additionalProperties", "unevaluatedProperties" -> "Member '" + first + "' is not known here";
            case "enum" -> "Must be one of " + first;
            case "const" -> "Must be " + first;
            case "minimum" -> "Must be at least " + first;
            case "maximum" -> "Must be at most " + first;
            case "exclusiveMinimum" -> "Must be more than " + first;
            case "exclusiveMaximum" -> "Must be less than " + first;
            case "multipleOf" -> "Must be a multiple of " + first;
            case "minLength" -> "Must be at least " + first + " characters long";
            case "maxLength" -> "Must be at most " + first + " characters long";
            case "minItems" -> "Must have at least " + first + " items, but has " + second;
            case "maxItems" -> "Must have at most " + first + " items, but has " + second;
            case "minProperties" -> "Must have at least " + first + " members";
            case "maxProperties" -> "Must have at most " + first + " members";
            case "pattern" -> "Must match the pattern " + first;
            case "format" -> "Must be of the format " + first;
            case "uniqueItems" -> "Must not have the same item twice";
            case "items", "additionalItems", "unevaluatedItems" -> "Has more items than allowed";
            case "contains" -> "Lacks an item of the kind that must be among them, or has too many";
            case "propertyNames" -> "Has a member whose name is not allowed: '" + first + "'";
            case "not" -> "Is of a form that is not allowed";
            case "oneOf" -> "Must fit exactly one of several forms, but fits " + first;
            case "false" -> "Is not allowed here";
            default -> capital(error.getMessage());
        };
    }

    private static String argument(Error error, int index) {
        Object[] arguments = error.getArguments();
        return arguments != null && index < arguments.length ? String.valueOf(arguments[index]) : "";
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String bounded(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " ...";
    }
}
