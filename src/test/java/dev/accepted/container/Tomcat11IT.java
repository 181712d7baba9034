package dev.accepted.container;

class Tomcat11IT extends TomcatStory {

    Tomcat11IT() {
        super(System.getProperty("tomcat11.home"));
    }
}
