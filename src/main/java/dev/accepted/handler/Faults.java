package dev.accepted.handler;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import dev.accepted.job.Refusal.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a validator complains of, in words for the person who wrote the input. */
final class Faults {

    private static final int MOST_CHARACTERS = 300;

    private Faults() {}

    /** Each fault once, in the order of their places. */
    static List<Violation> of(List<Error> errors, String prefix) {
        Map<String, List<Error>> choices = new LinkedHashMap<>();
        List<Violation> faults = new ArrayList<>();
        for (Error error : errors) {
            String choice = choice(error.getEvaluationPath());
            if (choice.isEmpty()) {
                faults.add(new Violation(prefix + pointer(error.getInstanceLocation()), bounded(detail(error)) + '.'));
            } else {
                choices.computeIfAbsent(choice, any -> new ArrayList<>()).add(error);
            }
        }
        choices.values().forEach(ofOneChoice -> faults.add(joined(ofOneChoice, prefix)));
        return faults.stream()
                .distinct()
                .sorted(Comparator.comparing(Violation::pointer).thenComparing(Violation::detail))
                .toList();
    }

    /** The path of the outermost {@code anyOf} or {@code oneOf} that the fault is a branch of; "" if there is none. */
    private static String choice(NodePath path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            text.append('/').append(path.getElement(i));
            boolean chooses = "anyOf".equals(path.getElement(i)) || "oneOf".equals(path.getElement(i));
            if (chooses && path.getElement(i + 1) instanceof Integer) {
                return text.toString();
            }
        }
        return "";
    }

    /** One fault for all branches of a choice, for only one of them need be put right. */
    private static Violation joined(List<Error> branches, String prefix) {
        NodePath place = branches.stream()
                .map(Error::getInstanceLocation)
                .min(Comparator.comparingInt(NodePath::getNameCount))
                .orElseThrow();
        String details = branches.stream()
                .map(error -> within(place, error.getInstanceLocation()) + detail(error))
                .distinct()
                .collect(Collectors.joining("; or: "));
        return new Violation(prefix + pointer(place), bounded(details) + '.');
    }

    private static String within(NodePath place, NodePath inner) {
        String rest = pointer(inner).substring(pointer(place).length());
        return rest.isEmpty() ? "" : rest + ": ";
    }

    private static String pointer(NodePath path) {
        return IntStream.range(0, path.getNameCount())
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
