package dev.accepted.callback;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Everybody whom the operator lets callbacks go to. A URI is looked at twice: when a client names it, so that the client is told
 * what is wrong, and each time before something is sent there. The address that was looked at is the one that is connected to, so
 * an answer of the DNS that changes in between leads nowhere. Safe for use by many threads.
 */
public final class Receivers {

    private static final int LONGEST = 2_048;

    private final List<Receiver> all;
    private final Resolver resolver;

    /** These; none means that there are no callbacks. */
    public Receivers(List<Receiver> all, Resolver resolver) {
        this.all = List.copyOf(all);
        this.resolver = resolver;
    }

    /** All of them. */
    public List<Receiver> all() {
        return all;
    }

    /** What is wrong with a callback that a client asks for, in a sentence; empty if it may be called. */
    public Optional<String> fault(String callback) {
        if (all.isEmpty()) {
            return Optional.of("Callbacks are not set up on this server, so nobody can be called back.");
        }
        try {
            URI uri = parsed(callback);
            addresses(uri, of(uri).orElseThrow(() -> new RefusedAddressException("not on the list")));
            return Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of(
                    "A callback must be an absolute http or https URI of visible ASCII, with a host, without user and fragment.");
        } catch (UnknownHostException e) {
            return Optional.of("The host of the callback has no address.");
        } catch (RefusedAddressException e) {
            return Optional.of("Callbacks do not go there: the operator lists where they may go.");
        }
    }

    /** A callback that has no {@link #fault}. */
    private static URI parsed(String callback) throws URISyntaxException {
        URI uri = new URI(callback);
        if (callback.length() > LONGEST
                || !callback.chars().allMatch(c -> c > ' ' && c <= '~')
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawFragment() != null
                || !("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new URISyntaxException(callback, "no callback");
        }
        return uri;
    }

    /** Who is at a URI; empty if that is nobody whom callbacks may go to. */
    Optional<Receiver> of(URI uri) {
        Origin origin = Origin.of(uri);
        return all.stream().filter(receiver -> receiver.isAt(origin)).findFirst();
    }

    /**
     * The addresses to connect to, and no others.
     *
     * @throws UnknownHostException if there are none
     * @throws RefusedAddressException if one of them is not public, and the operator does not list it either
     */
    List<InetAddress> addresses(URI uri, Receiver receiver) throws UnknownHostException, RefusedAddressException {
        List<InetAddress> addresses = resolver.resolve(Origin.of(uri).plainHost());
        for (InetAddress address : addresses) {
            if (!receiver.mayBeAt(address)) {
                throw new RefusedAddressException(
                        address.getHostAddress() + " is not public, and not in the networks of " + receiver.name());
            }
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException(uri.getHost());
        }
        return addresses;
    }
}
