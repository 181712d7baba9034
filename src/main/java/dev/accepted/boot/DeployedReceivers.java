package dev.accepted.boot;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.accepted.callback.Receiver;
import dev.accepted.callback.Receivers;
import dev.accepted.callback.Secret;
import dev.accepted.config.Faults;
import dev.accepted.config.Settings;
import dev.accepted.handler.Template;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Makes receivers of the settings, and fetches their secrets from where they are kept. */
final class DeployedReceivers {

    private final Template.Secrets elsewhere;
    private final Faults faults;

    DeployedReceivers(Template.Secrets elsewhere, Faults faults) {
        this.elsewhere = elsewhere;
        this.faults = faults;
    }

    Receivers of(Settings settings) {
        List<Receiver> receivers = new ArrayList<>();
        settings.callbacks().forEach((name, receiver) -> {
            List<Secret> secrets = new ArrayList<>();
            for (String text : receiver.secrets()) {
                try {
                    secrets.add(Secret.parse(Template.parse(text, elsewhere)
                            .filled(MissingNode.getInstance())
                            .orElse("")));
                } catch (IllegalArgumentException e) {
                    faults.add(
                            "accepted.callbacks." + name
                                    + ".secrets must be whsec_ and 24 to 64 bytes in base 64 each, or lead to where that is kept");
                }
            }
            receivers.add(new Receiver(name, receiver.hosts(), receiver.networks(), secrets));
        });
        return new Receivers(receivers, host -> List.of(InetAddress.getAllByName(host)));
    }
}
