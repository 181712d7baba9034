package dev.accepted.handler.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.sql.Parameter.Bound;
import java.io.IOException;
import java.io.InputStream;
import java.sql.JDBCType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has laid down to be run.
 *
 * @param statements run in this order, in one transaction
 * @param isCall whether the one statement is a call of a procedure
 * @param out the types of the parameters that a call gives values to
 * @param parameters where the values of all others come from, by the names that the statements have
 * @param count says how many rows there will be; null if none does
 * @param expectedRows how many rows the operator expects; 0 if that is not known
 */
record Work(
        List<NamedSql> statements,
        boolean isCall,
        Map<String, JDBCType> out,
        Map<String, Parameter> parameters,
        @Nullable NamedSql count,
        long expectedRows) {

    /** Numbers are read as they are written, not as the nearest double. */
    private static final ObjectReader EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    /**
     * The values for one job, by the names of their parameters. The input is not looked at if no value is taken from it.
     *
     * @throws JobFailedException if one cannot be bound; names the member, not the value
     */
    Map<String, Bound> values(JobContext job) throws IOException, JobFailedException {
        boolean takesInput = parameters.values().stream().anyMatch(Parameter.OfInput.class::isInstance);
        JsonNode input = JsonNodeFactory.instance.objectNode();
        if (takesInput) {
            try (InputStream in = job.input().content().open()) {
                input = EXACT.readValue(in);
            } catch (JsonProcessingException | NumberFormatException e) {
                throw JobFailedException.forGood("The input is no JSON, or has numbers beyond all bounds.");
            }
        }
        Map<String, Bound> values = new HashMap<>();
        for (Map.Entry<String, Parameter> parameter : parameters.entrySet()) {
            values.put(parameter.getKey(), parameter.getValue().bound(input, job));
        }
        return values;
    }
}
