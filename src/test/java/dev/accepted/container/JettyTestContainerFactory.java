package dev.accepted.container;

import java.net.URI;
import java.util.concurrent.Callable;
import org.glassfish.jersey.client.ClientConfig;
import org.glassfish.jersey.test.DeploymentContext;
import org.glassfish.jersey.test.spi.TestContainer;
import org.glassfish.jersey.test.spi.TestContainerException;
import org.glassfish.jersey.test.spi.TestContainerFactory;

/** Lets Jersey's test framework start the WAR in an embedded Jetty: with filters, login and listener, unlike the providers it has. */
final class JettyTestContainerFactory implements TestContainerFactory {

    private final Callable<RunningJetty> server;

    JettyTestContainerFactory(Callable<RunningJetty> server) {
        this.server = server;
    }

    @Override
    public TestContainer create(URI baseUri, DeploymentContext context) {
        return new JettyTestContainer();
    }

    private final class JettyTestContainer implements TestContainer {

        private RunningJetty running;

        @Override
        public void start() {
            try {
                running = server.call();
            } catch (Exception e) {
                throw new TestContainerException(e);
            }
        }

        @Override
        public void stop() {
            try {
                running.close();
            } catch (Exception e) {
                throw new TestContainerException(e);
            }
        }

        @Override
        public ClientConfig getClientConfig() {
            return new ClientConfig();
        }

        @Override
        public URI getBaseUri() {
            return URI.create(running.base());
        }
    }
}
