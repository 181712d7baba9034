package dev.accepted.http;

import dev.accepted.callback.Outbox;
import dev.accepted.callback.Receivers;
import dev.accepted.engine.Dispatch;
import dev.accepted.engine.Estimates;
import dev.accepted.engine.JobEngine;
import dev.accepted.engine.schedule.Schedules;
import dev.accepted.handler.JobType;
import dev.accepted.handler.JobTypes;
import dev.accepted.security.ProblemWriter;
import dev.accepted.store.Storage;
import jakarta.servlet.http.HttpServlet;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.glassfish.jersey.server.ResourceConfig;

/**
 * All resources, made by hand.
 *
 * @param answers the forms of answers
 * @param addresses where everything is
 * @param types what can be submitted
 * @param storage what is read
 * @param engine what is asked to do things
 */
public record WebApi(Answers answers, Addresses addresses, JobTypes types, Storage storage, JobEngine engine) {

    /**
     * What the house has for the web, beside the jobs.
     *
     * @param doors the front doors
     * @param estimates what can be told of the future
     * @param dispatch the queues
     * @param waiting where requests wait
     * @param problems writes the problems that no resource meets
     * @param ready whether work is taken
     * @param metrics the metrics' text
     * @param schedules what is submitted again and again
     * @param callbacks who is told when a job has ended
     */
    public record Means(
            List<Door> doors,
            Estimates estimates,
            Dispatch dispatch,
            Waiting waiting,
            ProblemWriter problems,
            BooleanSupplier ready,
            Supplier<String> metrics,
            Schedules schedules,
            Callbacks callbacks) {}

    /**
     * Who is told when a job has ended.
     *
     * @param receivers who may be
     * @param outbox what is on its way to them
     */
    public record Callbacks(Receivers receivers, Outbox outbox) {}

    /**
     * What is served as it is written.
     *
     * @param schema the XML Schema of the representations
     * @param contract the contract, in YAML
     * @param script what {@code curl} needs to be a client
     */
    public record Documents(URL schema, URL contract, URL script) {}

    /**
     * What the web is served by.
     *
     * @param servlet all resources
     * @param intake for resources that are not ours
     */
    public record Served(HttpServlet servlet, Intake intake) {}

    /**
     * The servlet of all resources.
     *
     * @param jersey with whatever else belongs into it
     * @param mostBytes the largest submission
     * @param about for the home resource
     */
    public Served servlet(ResourceConfig jersey, Means means, int mostBytes, About about, Documents documents) {
        RenderedJobs rendered = new RenderedJobs(addresses, new JobLinks(addresses, types), edition(about));
        Desk desk = new Desk(answers, addresses, types, rendered, means.estimates());
        TaskAnswer task = new TaskAnswer(desk, storage.jobs());
        AcceptOnce accept = new AcceptOnce(engine, storage.jobs(), task);
        KeepInput keep = new KeepInput(storage.spool());
        Waits waits = means.waiting().waits();
        Intake intake = new Intake(desk, accept, keep, task, storage.jobs(), waits);
        resources(desk, task, accept, keep, means, mostBytes, about, documents)
                .forEach(resource -> jersey.register(resource));
        jersey.register(intake.later());
        HttpServlet servlet = new HoldingServlet(
                jersey,
                new LongPolls(storage.jobs(), rendered, waits),
                means.waiting().streams(desk, storage.jobs()),
                waits,
                means.problems());
        return new Served(servlet, intake);
    }

    private Set<Object> resources(
            Desk desk,
            TaskAnswer task,
            AcceptOnce accept,
            KeepInput keep,
            Means means,
            int mostBytes,
            About about,
            Documents documents) {
        Monitor monitor = new Monitor(desk);
        JobLookup lookup = new JobLookup(storage.jobs());
        Steering steering = new Steering(lookup, engine);
        ScheduleSight sight = new ScheduleSight(addresses, means.schedules());
        Queues queues = new Queues(addresses, means.dispatch());
        AwaitEnd end =
                new AwaitEnd(desk, monitor, storage.jobs(), means.waiting().waits());
        SubmitJob submit = new SubmitJob(
                new Readers(types, keep, mostBytes, means.callbacks().receivers()), accept, end);
        SubmitRequest passOn = new SubmitRequest(keep, accept, end, new DoorAnswer(desk));
        return Set.of(
                new HomeResource(desk, queues, about, documents.schema(), sight),
                new SchedulesResource(desk, sight, means.schedules(), task),
                new OpenApiResource(documents.contract(), addresses.server(), types),
                new JobsResource(desk, submit, storage.jobs()),
                new JobResource(monitor, lookup, steering),
                new RemovalResource(desk, monitor, steering),
                new BulkResource(desk, steering, storage.jobs()),
                new RetryResource(monitor, steering, task),
                new JobFilesResource(desk, monitor, lookup, storage.logs()),
                new HistoryResource(desk, lookup),
                new CallbacksResource(desk, lookup, means.callbacks().outbox()),
                new JobTypesResource(desk, submit),
                new QueuesResource(desk, queues),
                new DoorResource(means.doors(), passOn),
                new PageFilesResource(),
                new ScriptResource(documents.script()),
                new ProbesResource(means.ready()),
                new MetricsResource(means.metrics()),
                new QuotaFields(engine));
    }

    /** Bodies of ended jobs have strong tags, which must not outlive what these bodies are made of. */
    private String edition(About about) {
        List<Object> madeOf = List.of(
                about.version(),
                addresses.home(),
                types.all().stream().map(JobType::name).toList());
        return "-" + Integer.toHexString(madeOf.hashCode());
    }
}
