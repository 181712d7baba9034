package dev.accepted.security;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The other sites whose pages may use the application by script (Fetch Standard, section 3.2; origins as in RFC 6454). Immutable.
 *
 * @param listed their origins, as browsers write them; empty for none
 * @param anybody whether every site may, though never with the credentials that a browser holds for its user
 */
public record AllowedOrigins(Set<String> listed, boolean anybody) {

    /** No other site. */
    public static final AllowedOrigins NONE = new AllowedOrigins(Set.of(), false);

    /** What the operator writes for every site. */
    public static final String ANYBODY = "*";

    /** Takes a copy. */
    public AllowedOrigins {
        listed = Set.copyOf(listed);
    }

    /** As the operator lists them; what is no origin is left out. */
    public static AllowedOrigins of(List<String> texts) {
        return new AllowedOrigins(
                texts.stream().flatMap(text -> parse(text).stream()).collect(Collectors.toSet()),
                texts.contains(ANYBODY));
    }

    /** An origin as browsers write it: in small letters, without the port that its scheme has anyway. */
    public static Optional<String> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean bare = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return bare && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                    ? Optional.of(origin(uri.getScheme(), uri.getHost(), uri.getPort()))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The origin of an address. */
    static String origin(String scheme, String host, int port) {
        String small = scheme.toLowerCase(Locale.ROOT);
        boolean usual = port == -1 || (small.equals("http") && port == 80) || (small.equals("https") && port == 443);
        return small + "://" + host.toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port);
    }

    /** Whether there are any. */
    public boolean areAny() {
        return anybody || !listed.isEmpty();
    }

    /** Whether a site is on the list, and so may act in the name of people who are signed in here. */
    boolean list(@Nullable String origin) {
        return origin != null && listed.contains(origin);
    }
}
