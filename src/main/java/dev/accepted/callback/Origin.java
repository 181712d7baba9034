package dev.accepted.callback;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where callbacks may go: one scheme, host and port, or all hosts below a domain. Compared as text, so that no other way to write
 * an address is ever taken for it.
 *
 * @param scheme {@code https} or {@code http}
 * @param host in small letters; {@code *.} at its beginning stands for one or more names
 * @param port the port
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern FORM = Pattern.compile(
            "(?:(https?)://)?(\\[[0-9a-f:.]+]|(?:\\*\\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(\\d{1,5}))?");

    /**
     * Reads {@code hooks.example.com}, {@code *.example.com:8443}, {@code http://intranet.example}. Without a scheme it is https,
     * without a port the scheme's.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Origin parse(String text) {
        Matcher matcher = FORM.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no host");
        }
        String scheme = matcher.group(1) == null ? "https" : matcher.group(1);
        int port = matcher.group(3) == null ? portOf(scheme, -1) : Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("'" + text + "' has no port that there is");
        }
        return new Origin(scheme, matcher.group(2), port);
    }

    /** The origin of a URI, which has a host. */
    static Origin of(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), portOf(scheme, uri.getPort()));
    }

    private static int portOf(String scheme, int given) {
        return given != -1 ? given : scheme.equals("https") ? 443 : 80;
    }

    /** Whether this one stands for that. */
    boolean covers(Origin other) {
        return scheme.equals(other.scheme)
                && port == other.port
                && (host.startsWith("*.")
                        ? other.host.endsWith(host.substring(1)) && other.host.length() >= host.length()
                        : host.equals(other.host));
    }

    /** The host as a resolver takes it. */
    String plainHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    boolean isSecure() {
        return scheme.equals("https");
    }

    /** As it stands in a {@code Host} field. */
    String authority() {
        return port == portOf(scheme, -1) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
