package dev.accepted.page;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form.
 *
 * @param kind what stands there
 * @param name under which it is sent; members of a member are named with a dot between
 * @param label what people call it
 * @param help what else there is to say of it; may be empty
 * @param required whether it must be filled in
 * @param value what stands in it; never a secret
 * @param attributes what the browser shall check by itself, by the names of HTML's attributes; immutable
 * @param options what may be chosen, for a {@link Kind#CHOICE}; immutable
 * @param fields what is within, for a {@link Kind#GROUP}; immutable
 * @param faults what is wrong with what was typed; immutable
 */
public record Field(
        Kind kind,
        String name,
        String label,
        String help,
        boolean required,
        String value,
        Map<String, String> attributes,
        List<String> options,
        List<Field> fields,
        List<String> faults) {

    /** What a field looks like. */
    public enum Kind {
        TEXT("text"),
        LONG_TEXT(""),
        /** A list: one item on each line. */
        LINES(""),
        NUMBER("number"),
        YES_OR_NO(""),
        CHOICE(""),
        DATE("date"),
        /** Date and time of day, in UTC where no script makes the reader's own time of it. */
        TIME("datetime-local"),
        SECRET("password"),
        FILE("file"),
        GROUP(""),
        /** What no field of these can hold is typed as JSON. */
        JSON("");

        private final String inputType;

        Kind(String inputType) {
            this.inputType = inputType;
        }

        /** The type of the {@code input} element; "" if it is another element. */
        public String inputType() {
            return inputType;
        }
    }

    /** Takes copies. */
    public Field {
        attributes = Map.copyOf(attributes);
        options = List.copyOf(options);
        fields = List.copyOf(fields);
        faults = List.copyOf(faults);
    }

    /** This field and those within. */
    public Stream<Field> all() {
        return Stream.concat(Stream.of(this), fields.stream().flatMap(Field::all));
    }

    /** The value of an HTML attribute; null to leave it out. */
    public @Nullable String attribute(String attribute) {
        return attributes.get(attribute);
    }

    /** The name as an element's id. */
    public String id() {
        return "f-" + name;
    }

    /** What describes it, for those who hear the page; null if nothing does. */
    public @Nullable String describedBy() {
        return help.isEmpty() && faults.isEmpty() ? null : id() + "-help";
    }

    /** Whether what was typed is wrong, as HTML says it; null if not. */
    public @Nullable String invalid() {
        return faults.isEmpty() ? null : "true";
    }
}
