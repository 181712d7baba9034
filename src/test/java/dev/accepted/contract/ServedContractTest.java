package dev.accepted.contract;

import static dev.accepted.container.RunningJetty.by;
import static dev.accepted.container.RunningJetty.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.accepted.container.ApplicationTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract as a deployment serves it, with its types. */
class ServedContractTest extends ApplicationTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPES = "/paths/~1job-management~1job-types~1";

    @Override
    protected String settings() {
        return """
                accepted:
                  queues: {default: {concurrency: 1}, night: {concurrency: 1}}
                  types:
                    demo: {handler: demo, name: Update Resource, description: A demo.}
                    bytes: {handler: demo, raw: true, media-types: ["text/*", application/pdf]}
                    tree:
                      handler: demo
                      queues: [default, night]
                      schema: |
                        {"type": "object", "required": ["root"], "additionalProperties": false,
                         "properties": {"root": {"$ref": "#/$defs/node"}, "self": {"$ref": "#"}},
                         "examples": [{"root": {"name": "a", "children": []}}],
                         "$defs": {"node": {"type": "object", "required": ["name"], "additionalProperties": false, "properties": {
                           "name": {"type": "string"}, "children": {"type": "array", "items": {"$ref": "#/$defs/node"}},
                           "default": {"const": {"$ref": "#/not/a/reference"}}}}}}
                    anchored: {handler: demo, schema: '{"type": "object", "properties": {"a": {"$ref": "#x"}}, "$defs": {"b": {"$anchor": "x"}}}'}
                    anything: {handler: demo, schema: '{"type": "array"}'}
                """;
    }

    @Test
    void jsonAndYamlSayTheSameAndHomeLeadsThere() throws Exception {
        HttpResponse<String> yaml = jetty.get("viewer", jetty.base() + "/job-management/openapi.yaml");
        assertThat(new YAMLMapper().readTree(yaml.body())).isEqualTo(served());
        assertThat(jetty.get("viewer", jetty.base() + "/job-management").body())
                .contains("{\"rel\":\"service-desc\",\"href\":\"/api/company/job-management/openapi.json\"");
    }

    @Test
    void whoHasItIsToldSo() throws Exception {
        for (String form : List.of("json", "yaml")) {
            String uri = jetty.base() + "/job-management/openapi." + form;
            String tag = jetty.get("user", uri).headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again =
                    send(by("user", uri).header("If-None-Match", tag).build());
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.headers().firstValue("ETag")).contains(tag);
        }
    }

    @Test
    void butForTheAddressAndTheTypesItIsWhatIsWritten() throws Exception {
        ObjectNode served = (ObjectNode) served();
        assertThat(served.at("/servers/0/url").asText()).isEqualTo("/api/company");
        ObjectNode written = OpenApi.written().document().deepCopy();
        ((ObjectNode) served.at("/servers/0")).set("url", written.at("/servers/0/url"));
        for (String type : List.of("demo", "bytes", "tree", "anchored", "anything")) {
            assertThat(((ObjectNode) served.at("/paths")).remove("/job-management/job-types/" + type + "/jobs"))
                    .isNotNull();
            ((ObjectNode) served.at("/components/schemas")).remove("Input-" + type);
        }
        ((ObjectNode) served.at("/components/schemas/Submission/properties"))
                .set("type", written.at("/components/schemas/Submission/properties/type"));
        assertThat(served).isEqualTo(written);
    }

    @Test
    void aTypeHasAPathWhoseBodyIsItsInput() throws Exception {
        JsonNode served = served();
        JsonNode post = served.at(TYPES + "demo~1jobs/post");
        assertThat(post.path("operationId").asText()).isEqualTo("submit-demo-job");
        assertThat(post.path("description").asText()).isEqualTo("A demo.");
        assertThat(post.at("/requestBody/required").asBoolean()).isFalse();
        assertThat(post.at("/requestBody/content/multipart~1form-data/schema/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Input-demo");
        assertThat(post.at("/requestBody/content/application~1json/example"))
                .isEqualTo(JSON.readTree("{\"duration\":\"PT5S\",\"steps\":10,\"fail\":false}"));
        assertThat(served.at("/components/schemas/Input-demo/properties/steps/maximum")
                        .asInt())
                .isEqualTo(1000);
        assertThat(served.at("/components/schemas/Submission/properties/type/enum"))
                .hasSize(5);
        assertThat(served.at(TYPES + "bytes~1jobs/post/requestBody/content").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("text/*", "application/pdf", "multipart/form-data");
        assertThat(served.at(TYPES + "anything~1jobs/post/requestBody/content").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("application/json");
    }

    @Test
    void aSchemaThatRefersToItselfStillDoes() throws Exception {
        JsonNode served = served();
        ClosedSchemas schemas = new ClosedSchemas(served);
        String tree = "/components/schemas/Input-tree";
        assertThat(served.at(TYPES + "tree~1jobs/post/requestBody/required").asBoolean())
                .isTrue();
        assertThat(served.at(tree + "/properties/self/$ref").asText()).isEqualTo("#" + tree);
        assertThat(served.at(tree + "/$defs/node/properties/default/const/$ref").asText())
                .isEqualTo("#/not/a/reference");
        assertThat(schemas.faults(tree, JSON.readTree("{\"root\":{\"name\":\"a\",\"children\":[{\"name\":\"b\"}]}}")))
                .isEmpty();
        assertThat(schemas.faults(tree, JSON.readTree("{\"root\":{\"name\":\"a\",\"children\":[{\"name\":5}]}}")))
                .isNotEmpty();
        assertThat(served.at("/components/schemas/Input-anchored").has("properties"))
                .as("would mean something else in another document")
                .isFalse();
    }

    private JsonNode served() throws Exception {
        return JSON.readTree(
                jetty.get("user", jetty.base() + "/job-management/openapi.json").body());
    }
}
