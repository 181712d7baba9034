package dev.accepted.handler.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.accepted.handler.InputSchema.Traits;
import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a scalar value of the input can be: how its schema says so, and as what it is bound. A database that compares a date
 * with a text may refuse, so formats count.
 */
enum Kind {
    /** Any text. */
    STRING(Types.VARCHAR, "varchar"),
    /** A whole number; {@code BIGINT}, or {@code NUMERIC} if it does not fit. */
    INTEGER(Types.BIGINT, "int8"),
    /** An exact number. */
    NUMBER(Types.NUMERIC, "numeric"),
    /** True or false. */
    BOOLEAN(Types.BOOLEAN, "bool"),
    /** {@code 2026-03-01}. */
    DATE(Types.DATE, "date"),
    /** {@code 12:00:00Z}; RFC 3339 has no time without an offset. */
    TIME(Types.TIME_WITH_TIMEZONE, "timetz"),
    /** {@code 2026-03-01T12:00:00Z}. */
    DATE_TIME(Types.TIMESTAMP_WITH_TIMEZONE, "timestamptz"),
    /** A UUID. */
    UUID(Types.OTHER, "uuid");

    /** No database has more; {@code 1e999999999} would otherwise be written out. */
    private static final int MOST_DIGITS = 400;

    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

    private final int sqlType;
    private final String typeName;

    Kind(int sqlType, String typeName) {
        this.sqlType = sqlType;
        this.typeName = typeName;
    }

    /** Its type in {@link Types}, for a value that is null. */
    int sqlType() {
        return sqlType;
    }

    /** Its name in PostgreSQL; others do not look at it. */
    String typeName() {
        return typeName;
    }

    /** What the operator calls it, and the schema's format. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Kind> of(String word) {
        return Stream.of(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** What a value of this schema is; empty if it can be of several kinds, or of none that is scalar. */
    static Optional<Kind> of(Traits traits) {
        Set<String> types = new HashSet<>(traits.types());
        types.remove("null");
        if (types.equals(Set.of("integer", "number"))) {
            return Optional.of(NUMBER);
        }
        if (types.size() != 1) {
            return Optional.empty();
        }
        return switch (types.iterator().next()) {
            case "integer" -> Optional.of(INTEGER);
            case "number" -> Optional.of(NUMBER);
            case "boolean" -> Optional.of(BOOLEAN);
            case "string" ->
                Optional.of(Stream.of(DATE, TIME, DATE_TIME, UUID)
                        .filter(kind -> traits.formats().contains(kind.word()))
                        .findFirst()
                        .orElse(STRING));
            default -> Optional.empty();
        };
    }

    /** The schema of a value. */
    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        return switch (this) {
            case STRING, NUMBER, BOOLEAN -> schema.put("type", word());
            case INTEGER ->
                schema.put("type", word()).put("minimum", Long.MIN_VALUE).put("maximum", Long.MAX_VALUE);
            case DATE, TIME, DATE_TIME, UUID -> schema.put("type", "string").put("format", word());
        };
    }

    /**
     * The value as it is bound.
     *
     * @throws IllegalArgumentException if it is none of this kind
     * @throws java.time.DateTimeException likewise
     */
    Object value(JsonNode json) {
        boolean fits = switch (this) {
            case INTEGER, NUMBER -> json.isNumber();
            case BOOLEAN -> json.isBoolean();
            default -> json.isTextual();
        };
        if (!fits) {
            throw new IllegalArgumentException(json.getNodeType().toString());
        }
        return switch (this) {
            case STRING -> json.textValue();
            case INTEGER -> whole(json.decimalValue());
            case NUMBER -> bounded(json.decimalValue());
            case BOOLEAN -> json.booleanValue();
            case DATE -> LocalDate.parse(json.textValue());
            case TIME -> OffsetTime.parse(json.textValue());
            case DATE_TIME -> OffsetDateTime.parse(json.textValue());
            case UUID -> java.util.UUID.fromString(json.textValue());
        };
    }

    /** JSON Schema counts 47.0 and 4.7e1 as whole numbers. */
    private static Object whole(BigDecimal number) {
        BigDecimal whole = new BigDecimal(bounded(number).toBigIntegerExact());
        boolean isLong = whole.compareTo(LEAST_LONG) >= 0 && whole.compareTo(MOST_LONG) <= 0;
        return isLong ? (Object) whole.longValueExact() : whole;
    }

    private static BigDecimal bounded(BigDecimal number) {
        if (Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS) {
            throw new IllegalArgumentException("too many digits");
        }
        return number;
    }
}
