package dev.accepted.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * Reads XML by the schema that it shall fit, as OpenAPI's {@code xml} objects say: which members are attributes, which repeat, and
 * what the elements are called. What the schema does not speak of stays in, for the closed schema to complain of.
 */
final class XmlBodies {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final OpenApi api;

    XmlBodies(OpenApi api) {
        this.api = api;
    }

    /**
     * Reads a body.
     *
     * @throws IllegalArgumentException if it is no XML, or its element has another name
     */
    JsonNode read(byte[] body, JsonNode schema) {
        Element root = parse(body);
        Shape shape = shape(schema);
        if (!shape.xml.path("name").asText(root.getLocalName()).equals(root.getLocalName())
                || !shape.xml.path("namespace").asText("").equals(namespace(root))) {
            throw new IllegalArgumentException("The element is " + root.getLocalName() + " in '" + namespace(root)
                    + "', but should be as in " + shape.xml);
        }
        return value(root, schema);
    }

    private static Element parse(byte[] body) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var parser = factory.newDocumentBuilder();
            parser.setErrorHandler(null);
            return parser.parse(new ByteArrayInputStream(body)).getDocumentElement();
        } catch (SAXException e) {
            throw new IllegalArgumentException("The body is no XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String namespace(Element element) {
        return element.getNamespaceURI() == null ? "" : element.getNamespaceURI();
    }

    private JsonNode value(Element element, JsonNode schema) {
        Shape shape = shape(schema);
        if (!shape.properties.isEmpty()
                || (shape.type.isEmpty() && !children(element).isEmpty())) {
            return object(element, shape);
        }
        String text = element.getTextContent();
        return shape.type.equals("integer") && text.matches("-?[0-9]+")
                ? JSON.numberNode(Long.parseLong(text))
                : TextNode.valueOf(text);
    }

    private ObjectNode object(Element element, Shape shape) {
        ObjectNode object = JSON.objectNode();
        Map<String, String> attributes = new LinkedHashMap<>();
        shape.properties.forEach((name, property) -> {
            JsonNode xml = shape(property).xml;
            if (xml.path("attribute").asBoolean()) {
                attributes.put(xml.path("name").asText(name), name);
            } else if (shape(property).type.equals("array")
                    && !xml.path("wrapped").asBoolean()) {
                object.putArray(name);
            }
        });
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (!attribute.getNodeName().startsWith("xmlns")) {
                object.put(
                        attributes.getOrDefault(attribute.getLocalName(), attribute.getLocalName()),
                        attribute.getNodeValue());
            }
        }
        for (Element child : children(element)) {
            add(object, child, shape.properties.getOrDefault(child.getLocalName(), JSON.objectNode()));
        }
        return object;
    }

    private void add(ObjectNode object, Element child, JsonNode schema) {
        Shape shape = shape(schema);
        if (!shape.type.equals("array")) {
            object.set(child.getLocalName(), value(child, schema));
        } else if (shape.xml.path("wrapped").asBoolean()) {
            ArrayNode items = object.putArray(child.getLocalName());
            children(child).forEach(item -> items.add(value(item, shape.items)));
        } else {
            object.withArray("/" + child.getLocalName()).add(value(child, shape.items));
        }
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    /** A schema with its references followed and its branches laid over each other. */
    private Shape shape(JsonNode schema) {
        Shape shape = new Shape();
        shape.take(schema);
        return shape;
    }

    private final class Shape {

        private final Map<String, JsonNode> properties = new LinkedHashMap<>();
        private String type = "";
        private JsonNode items = JSON.objectNode();
        private JsonNode xml = JSON.objectNode();

        private void take(JsonNode written) {
            JsonNode schema = api.resolved(written);
            if (schema.path("type").isTextual()) {
                type = schema.path("type").asText();
            }
            items = schema.has("items") ? schema.path("items") : items;
            for (String branch : new String[] {"allOf", "oneOf"}) {
                schema.path(branch).forEach(this::take);
            }
            schema.path("properties")
                    .properties()
                    .forEach(property -> properties.merge(
                            property.getKey(),
                            property.getValue(),
                            (before, now) -> shape(before).type.isEmpty() ? now : before));
            xml = schema.has("xml") ? schema.path("xml") : xml;
        }
    }
}
