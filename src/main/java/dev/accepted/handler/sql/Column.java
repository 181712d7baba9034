package dev.accepted.handler.sql;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A column of a result, and how its values become text: numbers in digits, times as ISO 8601 writes them, bytes in Base64, and
 * what we do not know (arrays, intervals) as the database writes it.
 *
 * @param name its label
 * @param kind what its values are
 * @param way how they are read
 */
record Column(String name, ValueKind kind, Way way) {

    /** What values are, for a format that tells them apart. */
    enum ValueKind {
        /** Text, and all that has no form of its own. */
        TEXT,
        /** A number, in the digits of the database; or a word such as {@code NaN}. */
        NUMBER,
        /** {@code true} or {@code false}; or the bits of a bit string. */
        BOOLEAN,
        /** A JSON text. */
        JSON
    }

    /** Reads the value of the current row. */
    @FunctionalInterface
    interface Way {

        /** The value as text; null for NULL. */
        @Nullable
        String read(ResultSet rows, int column) throws SQLException;
    }

    /** The columns of a result, in order. */
    static List<Column> of(ResultSetMetaData data) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(of(data.getColumnLabel(i), data.getColumnType(i), String.valueOf(data.getColumnTypeName(i))));
        }
        return columns;
    }

    private static Column of(String name, int type, String typeName) {
        String word = typeName.toLowerCase(Locale.ROOT);
        if (word.equals("uuid")) {
            return new Column(name, ValueKind.TEXT, ResultSet::getString); // H2 counts it among the binary types
        }
        // PostgreSQL's driver gives types with and without zone the same number.
        boolean zoned = word.endsWith("tz") || word.contains("with time zone");
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL -> new Column(name, ValueKind.NUMBER, ResultSet::getString);
            case Types.BOOLEAN, Types.BIT -> new Column(name, ValueKind.BOOLEAN, Column::truth);
            case Types.DATE -> new Column(name, ValueKind.TEXT, temporal(LocalDate.class, DateTimeFormatter.ISO_DATE));
            case Types.TIME, Types.TIME_WITH_TIMEZONE ->
                new Column(
                        name,
                        ValueKind.TEXT,
                        zoned
                                ? temporal(OffsetTime.class, DateTimeFormatter.ISO_OFFSET_TIME)
                                : temporal(LocalTime.class, DateTimeFormatter.ISO_LOCAL_TIME));
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                new Column(
                        name,
                        ValueKind.TEXT,
                        zoned
                                ? temporal(OffsetDateTime.class, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                                : temporal(LocalDateTime.class, DateTimeFormatter.ISO_LOCAL_DATE_TIME));
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                new Column(name, ValueKind.TEXT, (rows, column) -> base64(rows.getBytes(column)));
            default ->
                new Column(
                        name,
                        word.equals("json") || word.equals("jsonb") ? ValueKind.JSON : ValueKind.TEXT,
                        ResultSet::getString);
        };
    }

    private static @Nullable String truth(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column) instanceof Boolean truth ? truth.toString() : rows.getString(column);
    }

    private static <T extends TemporalAccessor> Way temporal(Class<T> type, DateTimeFormatter format) {
        return (rows, column) -> {
            T value = rows.getObject(column, type);
            return value == null ? null : format.format(value);
        };
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    /** What a value is that a procedure has given out. */
    static ValueKind kindOf(@Nullable Object value) {
        return value instanceof Number
                ? ValueKind.NUMBER
                : value instanceof Boolean ? ValueKind.BOOLEAN : ValueKind.TEXT;
    }

    /** A value that a procedure has given out, as text. */
    static @Nullable String textOf(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        if (value instanceof Time time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time.toLocalTime());
        }
        if (value instanceof Timestamp timestamp) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(timestamp.toLocalDateTime());
        }
        return value instanceof byte[] bytes ? base64(bytes) : value.toString();
    }
}
