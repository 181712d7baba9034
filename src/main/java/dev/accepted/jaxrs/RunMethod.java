package dev.accepted.jaxrs;

import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.HandlerOptions;
import dev.accepted.handler.JobContext;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import dev.accepted.job.TypeName;
import java.io.InputStream;
import java.net.URI;
import java.util.Set;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;

/** Sends the request that was kept into the application that it came to, on the job's thread, and records what is answered. */
final class RunMethod implements JobHandler {

    /** The property of a request that says for which job it is done. */
    static final String JOB = RunMethod.class.getName();

    /** Answers after which another attempt could help. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final LongRunningMethods methods;
    private final TypeName type;

    private RunMethod(LongRunningMethods methods, TypeName type) {
        this.methods = methods;
        this.type = type;
    }

    /** Makes one for each method. */
    record Factory(LongRunningMethods methods) implements HandlerFactory {

        static final String NAME = "long-running";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public boolean takesRequestsOnly() {
            return true;
        }

        @Override
        public JobHandler create(HandlerOptions options) {
            String name = options.required("method");
            if (!TypeName.isValid(name) || methods.find(new TypeName(name)).isEmpty()) {
                options.fault("method", name, "the job type of a @LongRunning method");
            }
            return new RunMethod(methods, new TypeName(TypeName.isValid(name) ? name : "none"));
        }
    }

    @Override
    public void run(JobContext job) throws Exception {
        ApplicationHandler application =
                methods.find(type).orElseThrow().application().application();
        RecordAnswer answer = new RecordAnswer(job);
        try (InputStream body = job.input().content().open()) {
            application.handle(request(job, application, body, answer));
            int status = answer.await();
            if (status >= 400) {
                JobFailedException failure = PASSING.contains(status)
                        ? JobFailedException.because("The resource answered " + status + ".")
                        : JobFailedException.forGood("The resource answered " + status + ".");
                throw failure.withAnswer();
            }
        }
    }

    private static ContainerRequest request(
            JobContext job, ApplicationHandler application, InputStream body, RecordAnswer answer) {
        Document input = job.input();
        Head.Asked asked = input.asked().orElseThrow();
        String base = asked.first(Captured.BASE).orElseThrow();
        ContainerRequest request = new ContainerRequest(
                URI.create(base),
                URI.create(base.substring(0, base.length() - 1)
                        + asked.path()
                        + (asked.query() == null ? "" : "?" + asked.query())),
                asked.method(),
                new Owner(job, base.startsWith("https:"), asked.first(Captured.SCHEME)),
                new MapPropertiesDelegate(),
                application.getConfiguration());
        asked.fields().stream()
                .filter(field ->
                        !field.name().equals(Captured.BASE) && !field.name().equals(Captured.SCHEME))
                .forEach(field -> request.header(field.name(), field.value()));
        if (input.content().length() > 0) {
            request.header("Content-Length", input.content().length());
        }
        request.setEntityStream(body);
        request.setProperty(JOB, job);
        request.setWriter(answer);
        return request;
    }
}
