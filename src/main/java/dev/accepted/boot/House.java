package dev.accepted.boot;

import dev.accepted.callback.Outbox;
import dev.accepted.callback.Post;
import dev.accepted.callback.Receivers;
import dev.accepted.config.Faults;
import dev.accepted.config.Settings;
import dev.accepted.config.SettingsException;
import dev.accepted.dialect.JobView;
import dev.accepted.dialect.seed.SeedJson;
import dev.accepted.dialect.seed.SeedText;
import dev.accepted.dialect.seed.SeedXml;
import dev.accepted.engine.Activity;
import dev.accepted.engine.Changes;
import dev.accepted.engine.Estimates;
import dev.accepted.engine.ExpireJobs;
import dev.accepted.engine.JobEngine;
import dev.accepted.engine.QueueLimits;
import dev.accepted.engine.RemoveUnwanted;
import dev.accepted.engine.ResumeJobs;
import dev.accepted.engine.Workshop;
import dev.accepted.engine.estimate.Forecaster;
import dev.accepted.engine.estimate.LearnDurations;
import dev.accepted.engine.estimate.LookAhead;
import dev.accepted.engine.local.LocalDispatch;
import dev.accepted.engine.schedule.Schedule;
import dev.accepted.engine.schedule.Schedules;
import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.JobTypes;
import dev.accepted.http.About;
import dev.accepted.http.Addresses;
import dev.accepted.http.Answers;
import dev.accepted.http.Door;
import dev.accepted.http.Intake;
import dev.accepted.http.KeyedSubmissions;
import dev.accepted.http.Problems;
import dev.accepted.http.RestOfBody;
import dev.accepted.http.Waiting;
import dev.accepted.http.WebApi;
import dev.accepted.http.WebApi.Documents;
import dev.accepted.http.WebApi.Means;
import dev.accepted.jaxrs.LongRunningMethods;
import dev.accepted.job.JobId;
import dev.accepted.job.QueueName;
import dev.accepted.job.TypeName;
import dev.accepted.page.Pages;
import dev.accepted.security.Callers;
import dev.accepted.security.RightsFeature;
import dev.accepted.store.JobStore;
import dev.accepted.store.Storage;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.net.ssl.SSLSocketFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The whole application, put together by constructors; opened once, closed once. */
final class House {

    private static final Logger LOG = System.getLogger(House.class.getName());

    private static final Duration END_OF_THREADS = Duration.ofSeconds(5);
    /** What they do never blocks, so a few are enough for all that wait. */
    private static final int HANDS = 2;
    /** What they do takes seconds, where a receiver is slow or dead. */
    private static final int CALLERS = 32;

    private final Settings settings;
    private final JobExecutor executor;
    private final SystemTime time;
    private final StoreRoom store;
    private final LocalDispatch dispatch;
    private final Schedules schedules;
    private final Outbox outbox;
    private final FrontDoor door;
    private final Guests guests;
    private final BuiltInHandlers handlers;
    private final OwnThreads threads;
    private final AtomicBoolean ready;
    private final JerseyWarnings jerseyWarnings = new JerseyWarnings();

    private House(
            Settings settings,
            JobExecutor executor,
            SystemTime time,
            StoreRoom store,
            LocalDispatch dispatch,
            Schedules schedules,
            Outbox outbox,
            FrontDoor door,
            Guests guests,
            BuiltInHandlers handlers,
            OwnThreads threads,
            AtomicBoolean ready) {
        this.settings = settings;
        this.executor = executor;
        this.time = time;
        this.store = store;
        this.dispatch = dispatch;
        this.schedules = schedules;
        this.outbox = outbox;
        this.door = door;
        this.guests = guests;
        this.handlers = handlers;
        this.threads = threads;
        this.ready = ready;
    }

    /**
     * Builds everything; no thread of ours runs before all settings have been found right.
     *
     * @param guests makers of handlers that the web application around us brings
     * @throws dev.accepted.config.SettingsException if there are faults
     */
    static House build(Settings settings, ServletContext context, Faults faults, List<HandlerFactory> guests) {
        ClassLoader classes = House.class.getClassLoader();
        OwnThreads threads = new OwnThreads("accepted-");
        Clock clock = Clock.systemUTC();
        BuiltInHandlers handlers = BuiltInHandlers.of(classes, tempFolder(context), threads, clock);
        List<HandlerFactory> factories =
                Stream.concat(handlers.factories().stream(), guests.stream()).toList();
        JobTypes types = new DeployedTypes(factories, classes, faults).of(settings);
        List<Schedule> recurring = new DeployedSchedules(types, faults).of(settings);
        List<Door> doors = DeployedDoors.of(settings, types, faults);
        Receivers receivers = new DeployedReceivers(new OutsideSecrets(System.getenv()), faults).of(settings);
        JobExecutor executor = JobExecutor.find(settings.executor(), InitialContext::doLookup, threads, faults);
        try {
            faults.throwIfAny();
        } catch (SettingsException e) {
            handlers.close();
            throw e;
        }
        SystemTime time = new SystemTime(clock, threads);
        Instant startedAt = time.instant();
        Supplier<JobId> ids = new TsidIds(clock, new SecureRandom());
        StoreRoom store;
        try {
            store = StoreRoom.open(settings, tempFolder(context), threads, ids, startedAt);
        } catch (RuntimeException e) {
            time.close();
            handlers.close();
            throw e;
        }
        Storage storage = store.storage();
        JobStore jobs = storage.jobs();
        Changes changes = new Changes(time::soon);
        Workshop workshop = new Workshop(
                types,
                storage,
                time,
                changes,
                () -> ThreadLocalRandom.current().nextDouble(),
                task -> threads.newThread(task).start(),
                type -> retriedWhenLost(settings, type));
        LocalDispatch dispatch = new LocalDispatch(limits(settings), workshop, executor.service());
        JobEngine engine = new JobEngine(ids, workshop, dispatch);
        Schedules schedules = new Schedules(recurring, engine, jobs, time);
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        JobMetrics jobMetrics = new JobMetrics(metrics, jobs, dispatch);
        changes.listen(jobMetrics);
        jobMetrics.schedules(schedules);
        LearnDurations durations = new LearnDurations(types);
        changes.listen(durations);
        Estimates estimates =
                new Forecaster(durations, new LookAhead(dispatch::lineup, jobs::find, types, durations, time), time);
        changes.listen(new RemoveUnwanted(jobs, time));
        Activity activity = new Activity(time);
        changes.listen(activity);
        time.soon(new ExpireJobs(jobs, time));

        Addresses addresses =
                new Addresses(context.getContextPath(), settings.web().baseUrl());
        SeedJson json = new SeedJson(addresses.problems());
        Outbox outbox = new Outbox(
                receivers,
                new Outbox.Letterhead(addresses.source(), job -> json.job(JobView.of(job, addresses.job(job.id())))),
                new Post(() -> (SSLSocketFactory) SSLSocketFactory.getDefault(), time),
                time,
                new Outbox.Hands(
                        threads.pool(CALLERS), () -> ThreadLocalRandom.current().nextDouble()));
        if (!receivers.all().isEmpty()) {
            changes.listen(outbox);
        }
        jobMetrics.callbacks(outbox);
        if (store.isDurable()) {
            new ResumeJobs(workshop, dispatch::recall).run();
        }
        Answers answers = new Answers(
                json,
                new SeedXml(addresses.problems()),
                new SeedText(addresses.problems()),
                new Pages(
                        addresses.home(),
                        new Pages.Floor(types, storage.logs(), dispatch, estimates, activity, outbox),
                        time));
        AtomicBoolean ready = new AtomicBoolean();
        About about = new About(
                Objects.requireNonNullElse(House.class.getPackage().getImplementationVersion(), "development"),
                HostName.get(),
                executor.source(),
                store.about(),
                settings.source(),
                startedAt);
        URL schema = Objects.requireNonNull(SeedXml.class.getResource("job.xsd"));
        URL contract = Objects.requireNonNull(House.class.getResource("/openapi.yaml"));
        URL script = Objects.requireNonNull(WebApi.class.getResource("job"));
        ResourceConfig jersey = new ResourceConfig()
                .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true)
                .register(new RightsFeature())
                .register(new RestOfBody())
                .register(new Problems(answers, FrontDoor::incidentId));
        ContainerProblems problems = new ContainerProblems(answers);
        Waiting waiting = new Waiting(changes, jobs, time, threads.pool(HANDS), limits(settings.waiting()));
        WebApi.Served served = new WebApi(answers, addresses, types, storage, engine)
                .servlet(
                        jersey,
                        new Means(
                                doors,
                                estimates,
                                dispatch,
                                waiting,
                                problems,
                                ready::get,
                                metrics::scrape,
                                schedules,
                                new WebApi.Callbacks(receivers, outbox)),
                        settings.web().submissionMaxBytes(),
                        about,
                        new Documents(schema, contract, script));
        KeyedSubmissions keyed = new KeyedSubmissions(jobs, time, problems);
        jobMetrics.keys(jobs, keyed);
        jobMetrics.waiting(waiting);
        return new House(
                settings,
                executor,
                time,
                store,
                dispatch,
                schedules,
                outbox,
                new FrontDoor(settings, types, problems, keyed, served.servlet(), SignInPage.paths(context)),
                new Guests(served.intake(), types),
                handlers,
                threads,
                ready);
    }

    /** What resources that are not ours come in by. */
    private record Guests(Intake intake, JobTypes types) {}

    private static Path tempFolder(ServletContext context) {
        return ((File) context.getAttribute(ServletContext.TEMPDIR)).toPath();
    }

    private static Waiting.Limits limits(Settings.Waiting waiting) {
        return new Waiting.Limits(
                waiting.most(), waiting.mostPerCaller(), waiting.streams(), waiting.streamsPerCaller());
    }

    private static Map<QueueName, QueueLimits> limits(Settings settings) {
        Map<QueueName, QueueLimits> limits = new HashMap<>();
        settings.queues()
                .forEach((name, queue) -> limits.put(name, new QueueLimits(queue.concurrency(), queue.capacity())));
        return limits;
    }

    private static boolean retriedWhenLost(Settings settings, TypeName type) {
        Settings.Type said = settings.types().get(type);
        return said != null && said.limits().retriedWhenLost();
    }

    /** From now on requests come in. */
    void open(ServletContext context) {
        jerseyWarnings.silence();
        door.open(context);
        opened(context);
    }

    /** The same within a servlet, to which requests come that it {@linkplain #serve serves}. */
    void openWithin(ServletConfig config) throws ServletException {
        jerseyWarnings.silence();
        door.openWithin(config);
        opened(config.getServletContext());
    }

    /** Serves a request whose servlet path is empty. */
    void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        door.enter(request, response);
    }

    /** Where resources that are not ours hand in requests. */
    LongRunningMethods.Reception reception(Set<String> roles) {
        return new LongRunningMethods.Reception(
                guests.intake(), new Callers(FrontDoor.roles(settings, guests.types(), roles)), guests.types());
    }

    private void opened(ServletContext context) {
        ready.set(true);
        dispatch.begin();
        schedules.start();
        LOG.log(
                Level.INFO,
                "Accepted serves {0} job types and {1} schedules at {2}/job-management; settings: {3}; executor: {4}; "
                        + "store: {5}",
                settings.types().size(),
                schedules.all().size(),
                context.getContextPath(),
                settings.source(),
                executor.source(),
                store.about());
    }

    /** Closes what {@link #openWithin} has opened. */
    void closeWithin() {
        door.close();
        close();
    }

    /** In reverse: no new work, running jobs get their grace, then our threads end. What the container owns stays. */
    void close() {
        ready.set(false);
        schedules.stop();
        Duration grace = settings.executor().shutdownGrace();
        int left = dispatch.stop(grace);
        if (left > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} jobs ignore that the application stops; their threads stay until they return",
                    left);
        }
        outbox.close();
        if (executor.owned()) {
            executor.service().shutdownNow();
        }
        time.close();
        handlers.close();
        store.close().run();
        try {
            List<String> alive = threads.awaitEnd(END_OF_THREADS);
            if (!alive.isEmpty()) {
                LOG.log(Level.WARNING, "These threads have not ended within {0}: {1}", END_OF_THREADS, alive);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        jerseyWarnings.restore();
        RecordCaches.release();
        LOG.log(Level.INFO, "Accepted has stopped");
    }
}
