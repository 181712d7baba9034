package dev.accepted.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.accepted.job.Refusal.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputSchemaTest {

    @Test
    void aMemberHasTheTypesFormatsAndDefaultOfAllThatSpeakOfIt() {
        InputSchema schema = InputSchema.parse("""
                {"properties": {"from": {"$ref": "#/$defs/day"}, "ids": {"type": "array", "items": {"type": "integer"}}},
                 "$defs": {"day": {"type": ["string", "null"], "format": "date"}},
                 "allOf": [{"properties": {"from": {"default": "2026-03-01"}}}]}
                """);
        assertThat(schema.member("from").types()).containsExactlyInAnyOrder("string", "null");
        assertThat(schema.member("from").formats()).containsExactly("date");
        assertThat(schema.member("from").standard()).isEqualTo(TextNode.valueOf("2026-03-01"));
        assertThat(schema.member("ids").types()).containsExactly("array");
        assertThat(schema.itemOf("ids").types()).containsExactly("integer");
        assertThat(schema.member("other")).isEqualTo(new InputSchema.Traits(Set.of(), Set.of(), null));
    }

    private static final ObjectMapper JSON = new JsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "1",
                "{} {}",
                "{\"type\":\"object\",\"type\":\"string\"}",
                "{\"type\":\"objekt\"}",
                "{\"minimum\":\"1\"}",
                "{\"properties\":[]}",
                "{\"properties\":{\"a\":{\"pattern\":\"(\"}}}",
                "{\"$ref\":\"#/$defs/gone\"}",
                "{\"$ref\":\"http://127.0.0.1:1/schema.json\"}",
                "{\"$ref\":\"file:///etc/passwd\"}",
                "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}",
                "{\"$schema\":\"http://127.0.0.1:1/schema\"}"
            })
    void whatIsNoSchemaIsRefusedWithAReason(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InputSchema.parse(text))
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("networknt"));
    }

    @Test
    void reasonSaysWhereTheSchemaIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InputSchema.parse("{\"properties\":{\"a\":{\"minLength\":-1}}}"))
                .withMessageContaining("/properties/a/minLength")
                .withMessageContaining("at least 0");
    }

    @Test
    void everyFaultIsListedWithItsPlaceInStableOrder() throws Exception {
        InputSchema schema = InputSchema.parse("""
                {"type":"object","required":["id"],"additionalProperties":false,"properties":{
                  "id":{"type":"string"},"n":{"type":"integer","minimum":1},
                  "tags":{"type":"array","items":{"type":"string","maxLength":3}},
                  "a/b":{"type":"boolean"},"when":{"format":"date-time"},"size":{"enum":["s","m"]}}}
                """);
        JsonNode input = json("""
                {"n":0,"tags":["ok","long",7],"a/b":1,"when":"today","size":"xl","other":1}""");
        List<Violation> violations = schema.check(input, "/input");
        assertThat(violations)
                .containsExactlyInAnyOrder(
                        new Violation("/input", "Member 'id' is missing."),
                        new Violation("/input", "Member 'other' is not known here."),
                        new Violation("/input/n", "Must be at least 1."),
                        new Violation("/input/tags/1", "Must be at most 3 characters long."),
                        new Violation("/input/tags/2", "Must be string, but is integer."),
                        new Violation("/input/a~1b", "Must be boolean, but is integer."),
                        new Violation("/input/when", "Must be of the format date-time."),
                        new Violation("/input/size", "Must be one of [\"s\", \"m\"]."));
        assertThat(schema.check(input, "/input")).isEqualTo(violations);
    }

    @Test
    void inputThatFitsHasNoFaults() throws Exception {
        InputSchema schema = InputSchema.parse("{\"properties\":{\"n\":{\"type\":\"integer\"}}}");
        assertThat(schema.check(json("{\"n\":5.0}"), "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "date, 2026-01-31, 2026-02-30",
        "date-time, 2026-01-31T10:00:00Z, 2026-01-31 10:00",
        "uri, https://example.com/x, not a uri",
        "email, ann@example.com, ann",
        "duration, PT5S, 5 seconds"
    })
    void formatsAreAsserted(String format, String good, String bad) {
        InputSchema schema = InputSchema.parse("{\"type\":\"string\",\"format\":\"" + format + "\"}");
        assertThat(schema.check(JSON.valueToTree(good), "")).isEmpty();
        assertThat(schema.check(JSON.valueToTree(bad), "")).hasSize(1);
    }

    @Test
    void millionFaultsAreNotAllListed() {
        InputSchema schema = InputSchema.parse("{\"items\":{\"type\":\"string\"}}");
        JsonNode input = JSON.valueToTree(IntStream.range(0, 1_000_000).toArray());
        assertThat(schema.check(input, "")).hasSizeBetween(2, 1000);
    }

    @Test
    void choicesAreOneFaultForEachValueThatFitsNone() throws Exception {
        InputSchema schema = InputSchema.parse("""
                {"properties":{"anyOf":{"items":{"anyOf":[{"type":"string"},{"properties":{"a":{"type":"null"}},"type":"object"}]}},
                  "one":{"oneOf":[{"type":"integer"},{"type":"number"}]}}}
                """);
        assertThat(schema.check(json("{\"anyOf\":[\"x\",1,{},{\"a\":1}],\"one\":1}"), ""))
                .containsExactly(
                        new Violation(
                                "/anyOf/1", "Must be string, but is integer; or: Must be object, but is integer."),
                        new Violation(
                                "/anyOf/3", "Must be string, but is object; or: /a: Must be null, but is integer."),
                        new Violation("/one", "Must fit exactly one of several forms, but fits 2."));
        assertThat(schema.check(json("{\"one\":true}"), ""))
                .containsExactly(
                        new Violation("/one", "Must be integer, but is boolean; or: Must be number, but is boolean."));
    }

    @Test
    void millionFaultsWithinAChoiceAreNotAllListed() {
        InputSchema schema = InputSchema.parse("""
                {"anyOf":[{"items":{"type":"string"}},{"items":{"type":"null"}}],"items":{"oneOf":[{"type":"string"}]}}""");
        JsonNode input = JSON.valueToTree(IntStream.range(0, 1_000_000).toArray());
        assertThat(schema.check(input, "")).hasSizeBetween(2, 1000);
        JsonNode fine = JSON.createArrayNode();
        assertThat(schema.check(fine, "")).isEmpty();
    }

    @Test
    void nestingDoesNotExhaustTheStack() {
        InputSchema schema = InputSchema.parse("{\"items\":{\"$ref\":\"#\"}}");
        JsonNode input = JSON.createArrayNode();
        for (int i = 0; i < 100_000; i++) {
            input = JSON.createArrayNode().add(input);
        }
        assertThat(schema.check(input, "/input"))
                .containsExactly(new Violation("/input", "Must not be nested more than 100 levels deep."));
    }

    @Test
    void faultsOfTextAreShortAndDoNotRepeatTheInput() {
        InputSchema schema = InputSchema.parse("{\"not\":{\"type\":\"string\"},\"maxLength\":3}");
        assertThat(schema.check(JSON.valueToTree("secret".repeat(1000)), ""))
                .isNotEmpty()
                .allSatisfy(
                        fault -> assertThat(fault.detail()).hasSizeLessThan(400).doesNotContain("secret"));
    }

    @Test
    void secretsAreMaskedWhereverTheyStand() throws Exception {
        InputSchema schema = InputSchema.parse("""
                {"properties":{
                  "user":{"type":"string"},
                  "password":{"type":"string","writeOnly":true},
                  "login":{"$ref":"#/$defs/login"},
                  "logins":{"items":{"$ref":"#/$defs/login"}},
                  "key":{"writeOnly":true},
                  "either":{"anyOf":[{"type":"null"},{"writeOnly":true}]}},
                 "patternProperties":{"^x-":{"writeOnly":true}},
                 "allOf":[{"properties":{"pin":{"writeOnly":true}}}],
                 "additionalProperties":{"properties":{"token":{"writeOnly":true}}},
                 "$defs":{"login":{"properties":{"name":{},"secret":{"writeOnly":true},"next":{"$ref":"#/$defs/login"}}}}}
                """);
        JsonNode input = json("""
                {"user":"ann","password":"p","login":{"name":"n","secret":"s","next":{"secret":"t"}},
                 "logins":[{"secret":"1"},{"name":"2"}],"key":{"a":[1]},"either":"e","x-1":"x","pin":12,
                 "other":{"token":"t","rest":1}}
                """);
        JsonNode before = input.deepCopy();
        assertThat(schema.masked(input)).isEqualTo(json("""
                {"user":"ann","password":"***","login":{"name":"n","secret":"***","next":{"secret":"***"}},
                 "logins":[{"secret":"***"},{"name":"2"}],"key":"***","either":"***","x-1":"***","pin":"***",
                 "other":{"token":"***","rest":1}}
                """));
        assertThat(input).isEqualTo(before);
    }

    @Test
    void textsBecomeWhatTheSchemaSays() throws Exception {
        InputSchema schema = InputSchema.parse("""
                {"properties":{
                  "i":{"type":"integer"},"n":{"type":"number"},"b":{"type":"boolean"},"s":{"type":"string"},
                  "u":{"type":["integer","null"]},"e":{"type":["integer","null"]},
                  "l":{"type":"array","items":{"type":"integer"}},"one":{"type":"array","items":{"type":"string"}},
                  "r":{"$ref":"#/$defs/r"},"bad":{"type":"integer"},"gone":{"type":"integer"}},
                 "$defs":{"r":{"type":"number"}}}
                """);
        Map<String, List<String>> texts = new LinkedHashMap<>();
        texts.put("i", List.of("47"));
        texts.put("n", List.of("1.5"));
        texts.put("b", List.of("true"));
        texts.put("s", List.of("47"));
        texts.put("u", List.of("5"));
        texts.put("e", List.of(""));
        texts.put("l", List.of("1", "2"));
        texts.put("one", List.of("x"));
        texts.put("r", List.of("2"));
        texts.put("bad", List.of("many"));
        texts.put("unknown", List.of("1"));
        assertThat(json(schema.fromTexts(texts).toString())).isEqualTo(json("""
                {"i":47,"n":1.5,"b":true,"s":"47","u":5,"e":null,"l":[1,2],"one":["x"],"r":2,"bad":"many","unknown":"1"}
                """));
        assertThat(schema.check(schema.fromTexts(texts), ""))
                .extracting(Violation::pointer)
                .containsExactly("/bad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "NaN", "0x10", "+1", "1_000", "٣", " 1"})
    void textThatIsNoPlainNumberStaysText(String text) {
        InputSchema schema = InputSchema.parse("{\"properties\":{\"n\":{\"type\":\"number\"}}}");
        assertThat(schema.fromTexts(Map.of("n", List.of(text))).path("n")).isEqualTo(JSON.valueToTree(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"object\"}|true",
                "{\"properties\":{\"a\":{}}}|true",
                "{\"$ref\":\"#/$defs/o\",\"$defs\":{\"o\":{\"type\":\"object\"}}}|true",
                "true|true",
                "{\"type\":\"array\"}|false",
                "{\"type\":\"string\"}|false"
            })
    void formsCanBeMadeIntoObjectsOnly(String schema, boolean object) {
        assertThat(InputSchema.parse(schema).isObject()).isEqualTo(object);
    }

    @Test
    void documentCannotBeChangedFromOutside() {
        InputSchema schema = InputSchema.parse("{\"type\":\"object\"}");
        ((ObjectNode) schema.document()).put("type", "string");
        assertThat(schema.document()).hasToString("{\"type\":\"object\"}");
    }

    @Test
    void manyThreadsMayCheckAtOnce() throws Exception {
        InputSchema schema = InputSchema.parse("""
                {"properties":{"a":{"$ref":"#/$defs/a"}},"$defs":{"a":{"oneOf":[{"type":"string"},{"type":"integer"}]}}}""");
        JsonNode good = json("{\"a\":1}");
        JsonNode bad = json("{\"a\":true}");
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> new Thread(() -> {
                    for (int round = 0; round < 500; round++) {
                        assertThat(schema.check(good, "")).isEmpty();
                        assertThat(schema.check(bad, "")).hasSize(1);
                    }
                }))
                .toList();
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((any, failure) -> {
            synchronized (failures) {
                failures.add(failure);
            }
        }));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }

    @Test
    void aMemberOfAMemberIsNamedWithADot() {
        InputSchema schema = InputSchema.parse("""
                {"type": "object", "properties": {
                  "a": {"$ref": "#/$defs/address"}, "a.b": {"type": "integer"}, "flat": {"type": "string"},
                  "x.y": {"properties": {"z": {"type": "string", "contentEncoding": "base64"}}}},
                 "$defs": {"address": {"type": "object", "properties": {"zip": {"type": "integer"}, "b": {}}}}}
                """);

        assertThat(schema.fromTexts(texts("a.zip", "7", "a.b", "3", "flat.c", "x", "x.y.z", "QQ==")))
                .hasToString("{\"a\":{\"zip\":7},\"a.b\":3,\"flat.c\":\"x\",\"x.y\":{\"z\":\"QQ==\"}}");
        assertThat(schema.isBase64("x.y.z")).isTrue();
        assertThat(schema.isBase64("a.zip")).isFalse();
    }

    @Test
    void ofAGroupThatWasLeftEmptyNothingIsMade() {
        InputSchema schema =
                InputSchema.parse("{\"properties\":{\"a\":{\"properties\":{\"n\":{\"type\":\"integer\"}}}}}");

        assertThat(schema.fromTexts(texts("a.n", ""))).hasToString("{}");
    }

    @Test
    void whatNoTextCanBeIsGivenAsJson() {
        InputSchema schema = InputSchema.parse("""
                {"properties": {"o": {"type": "object"}, "l": {"type": "array", "items": {"type": "object"}},
                 "names": {"type": "array", "items": {"type": "string"}}, "text": {"type": "string"}}}
                """);

        assertThat(schema.fromTexts(texts("o", "{\"a\":1}", "l", "[{}]", "names", "[1]", "text", "{}")))
                .hasToString("{\"o\":{\"a\":1},\"l\":[{}],\"names\":[\"[1]\"],\"text\":\"{}\"}");
        assertThat(schema.fromTexts(texts("o", "[1]"))).hasToString("{\"o\":\"[1]\"}");
        assertThat(schema.fromTexts(texts("o", "{\"a\":1,\"a\":2}")).path("o").isTextual())
                .isTrue();
        assertThat(schema.fromTexts(texts("l", "[".repeat(101) + "]".repeat(101)))
                        .path("l")
                        .get(0)
                        .isTextual())
                .isTrue();
    }

    private static Map<String, List<String>> texts(String... pairs) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            texts.put(pairs[i], List.of(pairs[i + 1]));
        }
        return texts;
    }
}
