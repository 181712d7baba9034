package dev.accepted.container;

class Tomcat10IT extends TomcatStory {

    Tomcat10IT() {
        super(System.getProperty("tomcat10.home"));
    }
}
