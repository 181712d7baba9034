package dev.accepted.boot;

import dev.accepted.config.Faults;
import dev.accepted.config.Settings;
import dev.accepted.handler.JobTypes;
import dev.accepted.http.Door;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts front doors before the types whose settings want them. */
final class DeployedDoors {

    private DeployedDoors() {}

    /** Those of the types that there are. */
    static List<Door> of(Settings settings, JobTypes types, Faults faults) {
        List<Door> doors = new ArrayList<>();
        settings.types().forEach((name, type) -> {
            Settings.Door door = type.door();
            if (door != null) {
                door.headers().stream()
                        .filter(header -> !Door.mayPass(header))
                        .forEach(header -> faults.add("accepted.types." + name
                                + ".door-headers must be names of headers, none of them"
                                + " about credentials, the connection, parts or wishes, but is '" + header + "'"));
                types.find(name)
                        .ifPresent(found -> doors.add(
                                new Door(found, Set.copyOf(door.methods()), door.headers(), door.patience())));
            }
        });
        return List.copyOf(doors);
    }
}
