package dev.accepted.jaxrs;

import jakarta.inject.Inject;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ChunkedOutput;

/** What ends with the answer to a request: the container uses it for the next one, so a job must not have it. */
final class Perishable {

    private static final List<Class<?>> TYPES = List.of(
            ServletRequest.class,
            ServletResponse.class,
            HttpSession.class,
            AsyncResponse.class,
            SseEventSink.class,
            ChunkedOutput.class);

    private Perishable() {}

    /**
     * Looks at a method and its class.
     *
     * @throws IllegalStateException if they ask for any of it
     */
    static void refuse(Method method, Class<?> resource) {
        Stream.concat(
                        Stream.of(method.getParameters()).flatMap(Perishable::parameter),
                        Stream.concat(Stream.of(method.getReturnType()), members(resource)))
                .filter(asked -> TYPES.stream().anyMatch(type -> type.isAssignableFrom(asked)))
                .findFirst()
                .ifPresent(asked -> {
                    throw new IllegalStateException(
                            method + " is @LongRunning, so it runs when its request is over, but it "
                                    + "or its class asks for a " + asked.getName()
                                    + ", which ends with the request. Ask for contexts of jakarta.ws.rs.core instead "
                                    + "(UriInfo, HttpHeaders, SecurityContext), and answer by returning");
                });
    }

    private static Stream<Class<?>> parameter(Parameter parameter) {
        Class<?> type = parameter.getType();
        return parameter.isAnnotationPresent(BeanParam.class)
                ? Stream.concat(Stream.of(type), members(type))
                : Stream.of(type);
    }

    /** What is injected into objects of a class. */
    private static Stream<Class<?>> members(Class<?> type) {
        if (type.getSuperclass() == null) {
            return Stream.of();
        }
        Stream<Class<?>> fields = Stream.of(type.getDeclaredFields())
                .filter(Perishable::isInjected)
                .map(Field::getType);
        Stream<Class<?>> setters = Stream.of(type.getDeclaredMethods())
                .filter(Perishable::isInjected)
                .flatMap(setter -> Stream.of(setter.getParameterTypes()));
        Stream<Class<?>> constructors = Stream.of(type.getDeclaredConstructors())
                .map(Constructor::getParameters)
                .flatMap(Stream::of)
                .flatMap(Perishable::parameter);
        return Stream.of(fields, setters, constructors, members(type.getSuperclass()))
                .flatMap(each -> each);
    }

    private static boolean isInjected(AnnotatedElement element) {
        return element.isAnnotationPresent(Context.class) || element.isAnnotationPresent(Inject.class);
    }
}
