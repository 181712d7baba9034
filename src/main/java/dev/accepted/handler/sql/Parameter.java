package dev.accepted.handler.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the value of a parameter comes from. */
sealed interface Parameter {

    /** What the job itself knows; the names are taken, so that no member of the input can stand in for them. */
    Map<String, Parameter> OF_THE_JOB = Map.of(
            "job_owner", new OfJob(Fact.OWNER),
            "job_id", new OfJob(Fact.ID),
            "job_attempt", new OfJob(Fact.ATTEMPT));

    /**
     * The value for one job.
     *
     * @throws JobFailedException if the input's is of another kind than the schema says
     */
    Bound bound(JsonNode input, JobContext job) throws JobFailedException;

    /** A value at its place. */
    @FunctionalInterface
    interface Bound {

        /** Binds it. */
        void at(PreparedStatement statement, int place) throws SQLException;
    }

    /** What a job knows. */
    enum Fact {
        /** The name of its owner. */
        OWNER,
        /** Its number. */
        ID,
        /** Which attempt this is. */
        ATTEMPT
    }

    /** A fact of the job. */
    record OfJob(Fact fact) implements Parameter {

        @Override
        public Bound bound(JsonNode input, JobContext job) {
            return switch (fact) {
                case OWNER -> text(job.owner().name());
                case ID -> number(job.id().value());
                case ATTEMPT -> number(job.attempt());
            };
        }

        private static Bound text(String value) {
            return (statement, place) -> statement.setString(place, value);
        }

        private static Bound number(long value) {
            return (statement, place) -> statement.setLong(place, value);
        }
    }

    /**
     * A member of the input.
     *
     * @param member its name
     * @param kind of its value, or of the items of its list
     * @param isList whether it is a list, bound as one SQL array
     * @param standard what stands in for it if it is absent; null for SQL's NULL
     */
    record OfInput(
            String member,
            Kind kind,
            boolean isList,
            @Nullable JsonNode standard) implements Parameter {

        @Override
        public Bound bound(JsonNode input, JobContext job) throws JobFailedException {
            JsonNode value = input.path(member);
            if (value.isMissingNode() && standard != null) {
                value = standard;
            }
            if (value.isMissingNode() || value.isNull()) {
                int type = isList ? Types.ARRAY : kind.sqlType();
                // PostgreSQL's driver knows by its number only some of the types that we mean.
                String typeName = isList ? kind.typeName() + "[]" : kind.typeName();
                return (statement, place) -> statement.setNull(place, type, typeName);
            }
            return isList ? list(value) : scalar(value(value));
        }

        private static Bound scalar(Object value) {
            return (statement, place) -> statement.setObject(place, value);
        }

        private Bound list(JsonNode value) throws JobFailedException {
            if (!value.isArray()) {
                throw unfit();
            }
            Object[] items = new Object[value.size()];
            for (int i = 0; i < items.length; i++) {
                items[i] = value.get(i).isNull() ? null : value(value.get(i));
            }
            return (statement, place) ->
                    statement.setArray(place, statement.getConnection().createArrayOf(kind.typeName(), items));
        }

        private Object value(JsonNode value) throws JobFailedException {
            try {
                return kind.value(value);
            } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
                throw unfit();
            }
        }

        private JobFailedException unfit() {
            return JobFailedException.forGood("The value of '" + member + "' is no " + kind.word()
                    + (isList ? " list" : "") + " that a database can take.");
        }
    }
}
