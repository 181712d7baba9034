package dev.accepted.page;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A JSON array of flat objects as a table: a row of names, then one for each object. Of a text that is cut, what is whole. */
final class JsonRows {

    private static final int MOST_COLUMNS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonRows() {}

    /** Empty if it is anything else, or too wide to be looked at as a table. */
    static List<List<String>> of(String json, int most) {
        List<JsonNode> objects = flatObjects(json, most - 1);
        Set<String> names = new LinkedHashSet<>();
        objects.forEach(object -> object.fieldNames().forEachRemaining(names::add));
        if (names.isEmpty() || names.size() > MOST_COLUMNS) {
            return List.of();
        }
        List<List<String>> rows = new ArrayList<>(objects.size() + 1);
        rows.add(List.copyOf(names));
        for (JsonNode object : objects) {
            rows.add(names.stream().map(name -> text(object.path(name))).toList());
        }
        return rows;
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText();
    }

    private static List<JsonNode> flatObjects(String json, int most) {
        List<JsonNode> objects = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return List.of();
            }
            while (objects.size() < most && parser.nextToken() == JsonToken.START_OBJECT) {
                JsonNode object = JSON.readTree(parser);
                for (JsonNode value : object) {
                    if (!value.isValueNode()) {
                        return List.of();
                    }
                }
                objects.add(object);
            }
            boolean more = objects.size() == most;
            return more || parser.currentToken() == JsonToken.END_ARRAY ? objects : List.of();
        } catch (IOException cut) {
            return objects;
        }
    }
}
