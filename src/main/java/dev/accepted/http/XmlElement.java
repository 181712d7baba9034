package dev.accepted.http;

import dev.accepted.dialect.ProblemCode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element as clients send it: a name, text or children, no attributes. Reading knows no DTD, so there are no entities but
 * XML's own five, and nothing is ever fetched.
 *
 * @param name its local name
 * @param text all its text, without what its children hold
 * @param children in their order
 */
record XmlElement(String name, String text, List<XmlElement> children) {

    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        // The JDK's own: what a container or another library brings may have other defaults.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * Reads a document.
     *
     * @param deepest how deep elements may be nested
     * @throws ProblemException if it is no well-formed XML, has a DTD or attributes, or is too deep
     */
    static XmlElement read(InputStream body, int deepest) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(body);
            while (reader.next() != XMLStreamConstants.START_ELEMENT) {
                if (reader.getEventType() == XMLStreamConstants.DTD) {
                    throw malformed("A DOCTYPE is not taken here.");
                }
            }
            XmlElement root = element(reader, deepest);
            while (reader.hasNext()) {
                reader.next();
            }
            return root;
        } catch (XMLStreamException e) {
            throw malformed("The body is no well-formed XML"
                    + (e.getLocation() == null
                            ? "."
                            : ", see line " + e.getLocation().getLineNumber() + "."));
        }
    }

    private static XmlElement element(XMLStreamReader reader, int deepest) throws XMLStreamException {
        if (deepest == 0) {
            throw new ProblemException(ProblemCode.TOO_LARGE, "XML may be nested 100 deep at the most.");
        }
        String name = reader.getLocalName();
        if (reader.getAttributeCount() > 0) {
            throw malformed("The element '" + name + "' has attributes, of which none are known here.");
        }
        StringBuilder text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.isStartElement()) {
                children.add(element(reader, deepest - 1));
            } else if (reader.isCharacters()) {
                text.append(reader.getText());
            } else if (reader.getEventType() == XMLStreamConstants.ENTITY_REFERENCE) {
                throw malformed("The entity '" + reader.getLocalName() + "' is not known.");
            }
        }
        return new XmlElement(name, text.toString(), children);
    }

    /** Whether no child has children of its own. */
    boolean isFlat() {
        return children.stream().allMatch(child -> child.children().isEmpty());
    }

    /** The texts of its children by their names, repeated ones together. */
    Map<String, List<String>> texts() {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        children.forEach(child ->
                texts.computeIfAbsent(child.name(), name -> new ArrayList<>()).add(child.text()));
        return texts;
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }
}
