package dev.accepted.callback;

import java.net.InetAddress;
import java.util.List;

/**
 * Somebody whom the operator lets callbacks go to.
 *
 * @param name what the settings call it
 * @param origins where it is
 * @param networks addresses that it may have although they are not public
 * @param secrets what it knows a signature by, the newest first; each signs
 */
public record Receiver(String name, List<Origin> origins, List<Network> networks, List<Secret> secrets) {

    /** Takes copies. */
    public Receiver {
        origins = List.copyOf(origins);
        networks = List.copyOf(networks);
        secrets = List.copyOf(secrets);
    }

    boolean isAt(Origin origin) {
        return origins.stream().anyMatch(own -> own.covers(origin));
    }

    boolean mayBeAt(InetAddress address) {
        return Network.isPublic(address) || networks.stream().anyMatch(network -> network.contains(address));
    }
}
