package dev.accepted.config;

import dev.accepted.callback.Network;
import dev.accepted.callback.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads who may be called back. */
final class CallbacksReader {

    private final Values values;

    CallbacksReader(Values values) {
        this.values = values;
    }

    Map<String, Settings.Receiver> read() {
        Map<String, Settings.Receiver> receivers = new TreeMap<>();
        for (String name : values.below(Key.PREFIX + "callbacks")) {
            List<String> secrets = values.list(Key.CALLBACK_SECRETS.of(name));
            if (secrets.isEmpty()) {
                values.faults().add(Key.CALLBACK_SECRETS.of(name), null, "", "set");
            }
            List<Origin> hosts = all(
                    Key.CALLBACK_HOSTS.of(name),
                    "hosts such as hooks.example.com, *.example.com:8443 or http://intranet.example",
                    Origin::parse);
            if (values.list(Key.CALLBACK_HOSTS.of(name)).isEmpty()) {
                values.faults().add(Key.CALLBACK_HOSTS.of(name), null, "", "set");
            }
            receivers.put(
                    name,
                    new Settings.Receiver(
                            hosts,
                            secrets,
                            all(
                                    Key.CALLBACK_NETWORKS.of(name),
                                    "networks such as 10.20.0.0/16 or fd00::/8",
                                    Network::parse)));
        }
        return receivers;
    }

    private <T> List<T> all(String name, String allowed, Function<String, T> parser) {
        List<T> parsed = new ArrayList<>();
        for (String text : values.list(name)) {
            try {
                parsed.add(parser.apply(text));
            } catch (IllegalArgumentException e) {
                values.faults().add(name, text, values.source(name), allowed);
            }
        }
        return parsed;
    }
}
