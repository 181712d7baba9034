package dev.accepted.http;

import dev.accepted.engine.Estimates;
import dev.accepted.engine.JobEngine;
import dev.accepted.handler.JobType;
import dev.accepted.handler.JobTypes;
import dev.accepted.store.Storage;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

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
     * The resources.
     *
     * @param estimates what can be told of the future
     * @param mostBytes the largest submission
     * @param about for the home resource
     * @param schema the XML Schema of the representations
     * @param contract the contract as it is written, in YAML
     * @param ready whether work is taken
     * @param metrics the metrics' text
     */
    public Set<Object> resources(
            Estimates estimates,
            int mostBytes,
            About about,
            URL schema,
            URL contract,
            BooleanSupplier ready,
            Supplier<String> metrics) {
        RenderedJobs rendered = new RenderedJobs(addresses, new JobLinks(addresses, types), edition(about));
        Desk desk = new Desk(answers, addresses, types, rendered, estimates);
        Monitor monitor = new Monitor(desk);
        JobLookup lookup = new JobLookup(storage.jobs());
        Steering steering = new Steering(lookup, engine);
        TaskAnswer task = new TaskAnswer(desk, storage.jobs());
        SubmitJob submit = new SubmitJob(new Readers(types, storage.spool(), mostBytes), engine, storage.jobs(), task);
        return Set.of(
                new HomeResource(desk, about, schema),
                new OpenApiResource(contract, addresses.server(), types),
                new JobsResource(desk, submit, storage.jobs()),
                new JobResource(monitor, lookup, steering),
                new RemovalResource(desk, monitor, steering),
                new BulkResource(desk, steering, storage.jobs()),
                new RetryResource(steering, task),
                new JobFilesResource(desk, monitor, lookup, storage.logs()),
                new HistoryResource(desk, lookup),
                new JobTypesResource(desk, submit),
                new PageFilesResource(),
                new ProbesResource(ready),
                new MetricsResource(metrics),
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
