package dev.accepted.security;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;

class RightsFeatureTest {

    @Test
    void aMethodThatDeclaresNothingIsNotDeployed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> deploy(new Undeclared()))
                .withMessageContaining("Undeclared.get declares neither @Needs nor @Open");
    }

    @Test
    void oneThatDeclaresWhoMayCallItIs() {
        assertThatCode(() -> deploy(new Declared())).doesNotThrowAnyException();
    }

    private static void deploy(Object resource) {
        new ApplicationHandler(new ResourceConfig().register(resource).register(new RightsFeature()));
    }

    @Path("undeclared")
    public static final class Undeclared {
        @GET
        public String get() {
            return "";
        }
    }

    @Path("declared")
    public static final class Declared {
        @GET
        @Needs(Right.SUBMIT)
        public String get() {
            return "";
        }

        @GET
        @Open
        @Path("open")
        public String open() {
            return "";
        }
    }
}
