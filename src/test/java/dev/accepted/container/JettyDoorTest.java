package dev.accepted.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/** The story of the doors on Jetty. */
class JettyDoorTest extends ApplicationTest implements DoorStory {

    private LegacyOrders legacy;

    @Override
    protected Path settingsFile() throws IOException {
        legacy = new LegacyOrders();
        return Files.writeString(
                temp.resolve("accepted.yaml"),
                "accepted:\n  types:\n" + DOORS.formatted("", legacy.address()).indent(4));
    }

    @AfterAll
    void closeLegacy() throws IOException {
        legacy.close();
    }

    @Override
    public LegacyOrders legacy() {
        return legacy;
    }

    @Override
    public String base() {
        return jetty.base();
    }
}
