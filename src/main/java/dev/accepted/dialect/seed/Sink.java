package dev.accepted.dialect.seed;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes the members of a representation in their order, and writes them in one form. Attributes of an object come before
 * its other members; names are our own, and the same in every form. For use by one thread, once.
 */
interface Sink {

    /** Begins a member that is an object. */
    void open(String name);

    /** Ends the object, or item, of this name. */
    void close(String name);

    /** Begins a member that is a list. */
    void openList(String name);

    /** Ends the list. */
    void closeList();

    /** Begins an item that is an object, in a list of this name. */
    void openItem(String name);

    /** Writes an item that is a text, in a list of this name. */
    void item(String name, String text);

    /** Writes an attribute: {@code @name} in JSON. */
    void attribute(String name, String text);

    /** Writes a member that is a text. */
    void text(String name, String text);

    /** Writes a member that is a text made of a number. */
    void text(String name, long number);

    /** Writes a member that is a time; a time that is not known yet is an empty text. */
    void time(String name, @Nullable Instant time);

    /** Writes a member that is given as JSON text: as it is where that has a meaning, else as a text. */
    void json(String name, String json);

    /** Ends the whole. */
    byte[] toBytes();
}
