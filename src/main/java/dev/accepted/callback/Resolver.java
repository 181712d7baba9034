package dev.accepted.callback;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Who knows the addresses of hosts. */
@FunctionalInterface
public interface Resolver {

    /**
     * The addresses of a host, those to be tried first first.
     *
     * @throws UnknownHostException if it has none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
