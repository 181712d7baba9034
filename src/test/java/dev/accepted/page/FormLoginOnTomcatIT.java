package dev.accepted.page;

import dev.accepted.container.RunningTomcat;
import java.nio.file.Path;

class FormLoginOnTomcatIT extends FormLoginStory {

    private RunningTomcat tomcat;

    @Override
    String serve(Path folder) throws Exception {
        tomcat = new RunningTomcat(
                        Path.of(System.getProperty("tomcat10.home")),
                        Path.of(System.getProperty("tested.war")),
                        folder,
                        SETTINGS)
                .formLogin();
        tomcat.start();
        return tomcat.base();
    }

    @Override
    void stopServer() throws InterruptedException {
        if (tomcat != null) {
            tomcat.stop();
        }
    }
}
