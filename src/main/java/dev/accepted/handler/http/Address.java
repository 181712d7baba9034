package dev.accepted.handler.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.Template;
import dev.accepted.job.Head;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the requests of a type go. Scheme, host and port are the operator's. A value of the input is one part of the path, or
 * of the query, and stays that: whatever could delimit is encoded, and what some server might decode once too often is refused.
 *
 * @param origin scheme, host and port
 * @param path begins with a slash
 * @param query its pairs; none if there is no query
 */
record Address(URI origin, Template path, List<Template> query) {

    private static final Pattern FORM =
            Pattern.compile("(https?://[^/?#]+)(/[^?#]*)?(?:\\?([^#]*))?", Pattern.CASE_INSENSITIVE);

    /** Most servers take no longer one. */
    private static final int LONGEST = 8_000;

    /**
     * Reads an address with places for values in its path and query.
     *
     * @throws IllegalArgumentException if it is no such address; the message says what is wrong
     */
    static Address parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it must begin with http:// or https:// and have no fragment");
        }
        URI origin = URI.create(parts.group(1));
        if (origin.getHost() == null || origin.getRawUserInfo() != null || origin.getPort() > 65_535) {
            throw new IllegalArgumentException("it must name a host, and have no user in it");
        }
        Template path = Template.parse(parts.group(2) == null ? "/" : parts.group(2));
        List<Template> query = new ArrayList<>();
        if (parts.group(3) != null) {
            for (String pair : parts.group(3).split("&", -1)) {
                query.add(Template.parse(pair));
            }
        }
        Address address = new Address(origin, path, List.copyOf(query));
        URI example = address.filled(JsonNodeFactory.instance.objectNode(), value -> "x", query);
        if (Percent.hasDots(example.getRawPath())) {
            throw new IllegalArgumentException("its path must have no . and no .. in it");
        }
        return address;
    }

    /** The members of the input that it takes values of. */
    Stream<String> members() {
        return Stream.concat(Stream.of(path), query.stream()).flatMap(template -> template.members().stream());
    }

    /**
     * The address with the input's values. A pair of the query that has only absent values is left out.
     *
     * @throws JobFailedException if a value cannot be in an address; names the member, not the value
     */
    URI uri(JsonNode input) throws JobFailedException {
        for (String member : path.members()) {
            String value = Template.value(input, member).orElse("");
            if (value.isEmpty() || value.indexOf('/') >= 0 || value.indexOf('\\') >= 0) {
                throw JobFailedException.forGood("The value of '" + member
                        + "' is a part of a path: it must not be empty, and have no slash or backslash.");
            }
        }
        for (String member : members().toList()) {
            String value = Template.value(input, member).orElse("");
            if (value.chars().anyMatch(Character::isISOControl)
                    || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
                throw JobFailedException.forGood(
                        "The value of '" + member + "' must not contain control characters or halves of characters.");
            }
        }
        List<Template> given = query.stream()
                .filter(pair -> pair.members().isEmpty()
                        || pair.members().stream()
                                .anyMatch(
                                        member -> Template.value(input, member).isPresent()))
                .toList();
        URI uri = filled(input, value -> Percent.encoded(Template.text(value)), given);
        if (Percent.hasDots(uri.getRawPath())) {
            throw JobFailedException.forGood(
                    "The value of '" + String.join("', '", path.members()) + "' must not make . or .. of a path.");
        }
        if (uri.toString().length() > LONGEST) {
            throw JobFailedException.forGood("The values make the address longer than " + LONGEST + " characters.");
        }
        return uri;
    }

    /** The place below it that a request through a front door asks for. */
    URI below(Head.Asked asked) {
        String base = origin + path.filled(JsonNodeFactory.instance.objectNode(), Template::text);
        boolean endsTwice = base.endsWith("/") && asked.path().startsWith("/");
        return URI.create((endsTwice ? base.substring(0, base.length() - 1) : base)
                + asked.path()
                + (asked.query() == null ? "" : "?" + asked.query()));
    }

    private URI filled(JsonNode input, Function<JsonNode, String> write, List<Template> pairs) {
        String text = pairs.stream().map(pair -> pair.filled(input, write)).collect(Collectors.joining("&"));
        return URI.create(origin + path.filled(input, write) + (pairs.isEmpty() ? "" : "?" + text));
    }

    /**
     * Where a reference leads that came with an answer of ours.
     *
     * @param from what was asked
     * @return null if it leads to another scheme, host or port, or cannot be read
     */
    @Nullable
    URI within(URI from, String reference) {
        try {
            URI to = from.resolve(reference);
            boolean isOwn = origin.getScheme().equalsIgnoreCase(to.getScheme())
                    && origin.getHost().equalsIgnoreCase(to.getHost())
                    && port(origin) == port(to)
                    && to.getRawUserInfo() == null;
            return isOwn ? withoutFragment(to) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static URI withoutFragment(URI uri) {
        String text = uri.toString();
        int fragment = text.indexOf('#');
        return fragment < 0 ? uri : URI.create(text.substring(0, fragment));
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    }
}
