package dev.accepted.page;

import dev.accepted.dialect.TypeView;
import dev.accepted.job.QueueName;
import dev.accepted.page.Field.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fields of a form that are not of the input, but of the submission around it: none needs to be filled in. */
public final class SubmissionFields {

    /** What their names begin with, so that they are not taken for members of the input. */
    public static final String PREFIX = "_";

    /** The name of the field that has the whole input, as JSON. */
    public static final String INPUT = PREFIX + "input";

    private final Map<String, String> typed;
    private final Map<String, List<String>> faults;

    private SubmissionFields(Map<String, String> typed, Map<String, List<String>> faults) {
        this.typed = typed;
        this.faults = faults;
    }

    /**
     * Those for a type.
     *
     * @param typed what was typed before, by the fields' names
     * @param faults what was wrong with it, by JSON Pointers into the submission
     */
    static List<Field> of(TypeView type, Visitor visitor, Map<String, String> typed, Map<String, List<String>> faults) {
        SubmissionFields fields = new SubmissionFields(typed, faults);
        int most = visitor.isAdmin() ? 9 : type.placement().priority();
        List<String> queues =
                type.placement().queues().stream().map(QueueName::value).toList();
        List<Field> all = new ArrayList<>();
        all.add(fields.field(
                Kind.TEXT, "name", "Name", "What the job is called.", Map.of("maxlength", "200"), List.of()));
        all.add(fields.field(Kind.TEXT, "summary", "Summary", "", Map.of("maxlength", "2000"), List.of()));
        all.add(fields.field(
                Kind.TIME,
                "scheduled-start-time",
                "Start not before",
                "At once, if left empty.",
                Map.of("step", "1"),
                List.of()));
        all.add(fields.field(
                Kind.NUMBER,
                "priority",
                "Priority",
                "0 to " + most + ", higher first; " + type.placement().priority() + " if left empty.",
                Map.of("min", "0", "max", Integer.toString(most), "step", "1"),
                List.of()));
        if (queues.size() > 1) {
            all.add(fields.field(Kind.CHOICE, "queue", "Queue", "", Map.of(), queues));
        }
        all.add(fields.field(
                Kind.TEXT,
                "timeout",
                "Time limit",
                "Of one attempt, such as PT10M; at most " + type.limits().timeout() + ".",
                Map.of(),
                List.of()));
        return all;
    }

    private Field field(
            Kind kind, String member, String label, String help, Map<String, String> attributes, List<String> options) {
        String name = PREFIX + member;
        String text = typed.getOrDefault(name, "");
        return new Field(
                kind,
                name,
                label,
                help,
                false,
                kind == Kind.TIME ? Words.withoutZone(text) : text,
                attributes,
                options,
                List.of(),
                faults.getOrDefault("/" + member, List.of()));
    }
}
