package dev.accepted.library;

import dev.accepted.jaxrs.LongRunning;
import dev.accepted.jaxrs.LongRunningFeature;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.sse.SseEventSink;
import org.glassfish.jersey.server.ChunkedOutput;
import org.glassfish.jersey.server.ResourceConfig;

/** Applications that cannot be deployed, since a method asks for what ends with its request, or for the name of another. */
final class Perishing {

    private Perishing() {}

    /** One with this resource. */
    private abstract static class One extends ResourceConfig {

        One(Class<?> resource) {
            register(LongRunningFeature.class);
            register(resource);
        }
    }

    public static final class AsksForTheRequest extends One {

        public AsksForTheRequest() {
            super(Asking.class);
        }

        @Path("asking")
        public static final class Asking {

            @POST
            @LongRunning
            public String ask(@Context HttpServletRequest request) {
                return request.getMethod();
            }
        }
    }

    public static final class HasTheResponse extends One {

        public HasTheResponse() {
            super(Having.class);
        }

        public abstract static class Base {

            @Context
            HttpServletResponse response;
        }

        @Path("having")
        public static final class Having extends Base {

            @POST
            @LongRunning
            public String ask() {
                return "";
            }
        }
    }

    public static final class HidesItInABean extends One {

        public HidesItInABean() {
            super(Hiding.class);
        }

        public static final class Bean {

            @Context
            HttpServletRequest request;
        }

        @Path("hiding")
        public static final class Hiding {

            @POST
            @LongRunning
            public String ask(@BeanParam Bean bean) {
                return bean == null ? "none" : "one";
            }
        }
    }

    public static final class Suspends extends One {

        public Suspends() {
            super(Suspending.class);
        }

        @Path("suspending")
        public static final class Suspending {

            @GET
            @LongRunning
            public void ask(@Suspended AsyncResponse answer) {
                answer.resume("");
            }
        }
    }

    public static final class SendsEvents extends One {

        public SendsEvents() {
            super(Sending.class);
        }

        @Path("sending")
        public static final class Sending {

            @GET
            @LongRunning
            public void ask(@Context SseEventSink sink) {
                sink.close();
            }
        }
    }

    public static final class AnswersInChunks extends One {

        public AnswersInChunks() {
            super(Chunking.class);
        }

        @Path("chunking")
        public static final class Chunking {

            @GET
            @LongRunning
            public ChunkedOutput<String> ask() {
                return new ChunkedOutput<>(String.class);
            }
        }
    }

    public static final class NamesTwoAlike extends One {

        public NamesTwoAlike() {
            super(Twice.class);
        }

        @Path("twice")
        public static final class Twice {

            @GET
            @LongRunning(name = "Update Resource")
            public String get() {
                return "";
            }

            @POST
            @LongRunning(type = "update-resource")
            public String post() {
                return "";
            }
        }
    }

    public static final class HasWrongSettings extends One {

        public HasWrongSettings() {
            super(Wrong.class);
        }

        @Path("wrong")
        public static final class Wrong {

            @GET
            @LongRunning(timeout = "an hour")
            public String get() {
                return "";
            }
        }
    }
}
