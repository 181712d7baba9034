package dev.accepted.dialect;

import java.util.List;

/**
 * The job types that this caller can see.
 *
 * @param uri the absolute path of the list
 * @param types in the order of their names, of each only its name and description are shown; immutable
 */
public record TypesView(String uri, List<TypeView> types) {

    /** Takes a copy. */
    public TypesView {
        types = List.copyOf(types);
    }
}
