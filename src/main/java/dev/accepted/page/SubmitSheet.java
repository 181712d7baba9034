package dev.accepted.page;

import dev.accepted.dialect.Link;
import dev.accepted.dialect.Problem;
import dev.accepted.dialect.TypeView;
import dev.accepted.dialect.TypeView.Takes.Raw;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The page of a job type, with the form to submit a job of it.
 *
 * @param frame around it
 * @param view the type
 * @param input the fields of its input; empty if the input is bytes, or no form can be made of it
 * @param members the fields of the submission around it
 * @param json what was typed as the whole input; "" if nothing
 * @param problem why the last try was refused; null at first
 */
public record SubmitSheet(
        Frame frame,
        TypeView view,
        List<Field> input,
        List<Field> members,
        String json,
        @Nullable Problem problem) {

    /** Where the form goes; null if the visitor may not submit jobs of this type. */
    public @Nullable String action() {
        return view.links().stream()
                .filter(link -> link.rel().equals("submit"))
                .map(Link::href)
                .findFirst()
                .orElse(null);
    }

    /** What its input must be, if that is bytes. */
    public @Nullable Raw raw() {
        return view.takes() instanceof Raw raw ? raw : null;
    }

    /** The schema of its input as text; "" if it takes bytes. */
    public String schema() {
        return view.takes() instanceof TypeView.Takes.Json json ? Preview.indented(json.schema()) : "";
    }

    /** Whether anything was typed, or is wrong, beside the input. */
    public boolean hasMembers() {
        return members.stream()
                .anyMatch(field -> !field.value().isEmpty() || !field.faults().isEmpty());
    }

    /** Whether the input was typed as JSON the last time, or can be given in no other way. */
    public boolean isJson() {
        return input.isEmpty() || !json.isEmpty();
    }

    /** The field in which a fault stands; null if it stands in none. */
    public @Nullable String fieldOf(String fault) {
        return Optional.of(
                        isJson()
                                ? members
                                : List.of(input, members).stream()
                                        .flatMap(List::stream)
                                        .toList())
                .stream()
                .flatMap(List::stream)
                .flatMap(Field::all)
                .filter(field -> field.faults().contains(fault))
                .map(Field::id)
                .findFirst()
                .orElse(null);
    }
}
