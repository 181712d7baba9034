package dev.accepted.container;

class JettyProtocolTest extends ApplicationTest implements ProtocolStory {

    @Override
    protected String settings() {
        return "accepted:\n  types:\n" + TYPES.indent(4);
    }

    @Override
    public String base() {
        return jetty.base();
    }
}
