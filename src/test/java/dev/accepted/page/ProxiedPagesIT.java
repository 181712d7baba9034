package dev.accepted.page;

import dev.accepted.container.RunningJetty;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

/** The pages behind a proxy that serves the application at another host, port and path, which is what {@code base-url} is for. */
class ProxiedPagesIT extends PlaceStory {

    private RewritingProxy proxy;

    @Override
    RunningJetty serve(Path work, Map<String, String> contextParams) throws Exception {
        proxy = new RewritingProxy("/tools/jobs");
        Map<String, String> all = new HashMap<>(contextParams);
        all.put("accepted.base-url", proxy.base());
        RunningJetty behind = new RunningJetty(work, all);
        proxy.start(URI.create(behind.base()));
        return behind;
    }

    @Override
    String base() {
        return proxy.base();
    }

    @AfterAll
    void stopProxy() {
        if (proxy != null) {
            proxy.close();
        }
    }
}
