package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.page.Field.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputFormTest {

    private static InputForm form(String schema) throws JsonProcessingException {
        return InputForm.of(new ObjectMapper().readTree(schema));
    }

    private static List<Field> fields(String properties) throws JsonProcessingException {
        return form("{\"type\":\"object\",\"properties\":{" + properties + "}}").fields(Map.of(), Map.of());
    }

    private static Field field(String schema) throws JsonProcessingException {
        return fields("\"x\":" + schema).get(0);
    }

    @Test
    void eachTypeHasItsKindOfField() throws Exception {
        assertThat(field("{\"type\":\"string\"}").kind()).isEqualTo(Kind.TEXT);
        assertThat(field("{\"type\":\"string\",\"maxLength\":201}").kind()).isEqualTo(Kind.LONG_TEXT);
        assertThat(field("{\"type\":\"string\",\"format\":\"date\"}").kind()).isEqualTo(Kind.DATE);
        assertThat(field("{\"type\":\"string\",\"format\":\"date-time\"}").kind())
                .isEqualTo(Kind.TIME);
        assertThat(field("{\"type\":\"string\",\"writeOnly\":true}").kind()).isEqualTo(Kind.SECRET);
        assertThat(field("{\"type\":\"string\",\"contentEncoding\":\"base64\"}").kind())
                .isEqualTo(Kind.FILE);
        assertThat(field("{\"type\":[\"integer\",\"null\"]}").kind()).isEqualTo(Kind.NUMBER);
        assertThat(field("{\"type\":\"boolean\"}").kind()).isEqualTo(Kind.YES_OR_NO);
        assertThat(field("{\"enum\":[\"a\",1,null]}").options()).containsExactly("a", "1");
        assertThat(field("{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}")
                        .kind())
                .isEqualTo(Kind.LINES);
        assertThat(field("{\"type\":\"array\",\"items\":{\"type\":\"object\"}}").kind())
                .isEqualTo(Kind.JSON);
        assertThat(field("{\"type\":\"object\"}").kind()).isEqualTo(Kind.JSON);
        assertThat(field("{\"type\":[\"string\",\"object\"]}").kind()).isEqualTo(Kind.JSON);
        assertThat(field("{}").kind()).isEqualTo(Kind.TEXT);
    }

    @Test
    void whatABrowserCanCheckItIsTold() throws Exception {
        assertThat(field("{\"type\":\"integer\",\"minimum\":1,\"maximum\":9}").attributes())
                .isEqualTo(Map.of("min", "1", "max", "9", "step", "1"));
        assertThat(field("{\"type\":\"number\"}").attributes()).isEqualTo(Map.of("step", "any"));
        assertThat(field("{\"type\":\"string\",\"minLength\":2}").attributes()).isEqualTo(Map.of("minlength", "2"));
    }

    @Test
    void referencesAreFollowedAndPartsPutTogether() throws Exception {
        List<Field> fields = form("""
                {"properties": {"home": {"$ref": "#/$defs/address", "title": "Home"}}, "allOf": [{"properties": {"b": {}}}],
                 "$defs": {"address": {"title": "Address", "properties": {"city": {"type": "string"}}}}}
                """).fields(Map.of(), Map.of());

        assertThat(fields).extracting(Field::label).containsExactly("Home", "b");
        assertThat(fields.get(0).kind()).isEqualTo(Kind.GROUP);
        assertThat(fields.get(0).fields()).extracting(Field::name).containsExactly("home.city");
    }

    @Test
    void whatContainsItselfEndsAsJson() throws Exception {
        List<Field> fields = form("""
                {"type": "object", "properties": {"child": {"$ref": "#"}, "self": {"$ref": "#/properties/self"}}}
                """).fields(Map.of(), Map.of());

        assertThat(fields.stream().flatMap(Field::all)).anyMatch(field -> field.kind() == Kind.JSON);
    }

    @Test
    void aMemberOfAGroupThatMayBeLeftOutIsNotRequired() throws Exception {
        String group = "{\"required\":[\"y\"],\"properties\":{\"y\":{\"type\":\"string\"}}}";

        assertThat(field(group).fields().get(0).required()).isFalse();
        assertThat(form("{\"required\":[\"x\"],\"properties\":{\"x\":" + group + "}}")
                        .fields(Map.of(), Map.of())
                        .get(0)
                        .fields()
                        .get(0)
                        .required())
                .isTrue();
    }

    @Test
    void whatWasTypedStaysButNoSecret() throws Exception {
        InputForm form = form("""
                {"properties": {"a": {"type": "string", "default": "d"}, "s": {"type": "string", "writeOnly": true},
                 "g": {"writeOnly": true, "properties": {"long": {"type": "string", "maxLength": 999}}}}}
                """);

        List<Field> typed = form.fields(Map.of("a", "mine", "s", "hush", "g.long", "hush"), Map.of());
        assertThat(typed.stream().flatMap(Field::all)).extracting(Field::value).containsExactly("mine", "", "", "");
        assertThat(form.fields(Map.of(), Map.of()).get(0).value()).isEqualTo("d");
        assertThat(form.fields(Map.of("s", "x"), Map.of()).get(0).value()).isEmpty();
    }

    @Test
    void faultsStandAtTheirFields() throws Exception {
        List<Field> fields = form("""
                {"properties": {"a/b": {"type": "string"}, "list": {"type": "array", "items": {"type": "integer"}},
                 "g": {"properties": {"y": {"type": "string"}}}}}
                """)
                .fields(Map.of(), Map.of("/a~1b", List.of("one"), "/list/1", List.of("two"), "/g/y", List.of("three")));

        assertThat(fields).extracting(Field::faults).containsExactly(List.of("one"), List.of("two"), List.of());
        assertThat(fields.get(2).fields().get(0).faults()).containsExactly("three");
    }

    @Test
    void ofWhatWasSentNothingEmptyIsLeft() throws Exception {
        Map<String, List<String>> read = form("""
                {"properties": {"t": {"type": "string"}, "at": {"type": "string", "format": "date-time"},
                 "list": {"type": "array", "items": {"type": "string"}}}}
                """)
                .read(Map.of(
                        "t", List.of(""),
                        "at", List.of("2026-01-31T08:00"),
                        "list", List.of("a\r\n\r\nb c\n")));

        assertThat(read).isEqualTo(Map.of("at", List.of("2026-01-31T08:00:00Z"), "list", List.of("a", "b c")));
    }
}
