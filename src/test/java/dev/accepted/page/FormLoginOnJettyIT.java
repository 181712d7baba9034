package dev.accepted.page;

import dev.accepted.container.RunningJetty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class FormLoginOnJettyIT extends FormLoginStory {

    private RunningJetty jetty;

    @Override
    String serve(Path folder) throws Exception {
        Path settings = Files.writeString(folder.resolve("accepted.yaml"), SETTINGS);
        jetty = new RunningJetty(
                Files.createDirectory(folder.resolve("work")),
                "/api/company",
                Map.of("accepted.config", settings.toString()),
                List.of(),
                "webapp-config/form-login/web.xml");
        return jetty.base();
    }

    @Override
    void stopServer() throws Exception {
        if (jetty != null) {
            jetty.close();
        }
    }
}
