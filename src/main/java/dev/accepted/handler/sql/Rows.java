package dev.accepted.handler.sql;

import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.sql.Column.ValueKind;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows in one format: {@link #begin}, then for each row {@link #beginRow}, its values in order and {@link #endRow}; then {@link #end}. */
interface Rows {

    /**
     * Names the columns.
     *
     * @throws JobFailedException if the format cannot have these
     */
    void begin(List<String> names) throws IOException, JobFailedException;

    /** A row follows. */
    void beginRow() throws IOException;

    /** The next value of the row; null for NULL. */
    void value(ValueKind kind, @Nullable String text) throws IOException;

    /** No more values in this row. */
    void endRow() throws IOException;

    /** No more rows; everything is written out. */
    void end() throws IOException;
}
