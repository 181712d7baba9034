package dev.accepted.boot;

import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.command.CommandFactory;
import dev.accepted.handler.demo.DemoFactory;
import dev.accepted.handler.http.HttpFactory;
import dev.accepted.handler.sql.Drivers;
import dev.accepted.handler.sql.SqlFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.naming.InitialContext;

/**
 * The handlers that Accepted brings, and what they hold open for as long as the application runs.
 *
 * @param factories one each
 * @param clients of the http handler
 * @param drivers of the sql handler
 */
record BuiltInHandlers(List<HandlerFactory> factories, HttpClients clients, Drivers drivers) {

    /**
     * None of them holds anything yet.
     *
     * @param classes where JDBC drivers are looked for
     * @param temp where programs work
     * @param threads each program has a few short-lived threads that carry its bytes
     */
    static BuiltInHandlers of(ClassLoader classes, Path temp, OwnThreads threads, Clock clock) {
        HttpClients clients = new HttpClients(threads);
        Drivers drivers = new Drivers(classes);
        return new BuiltInHandlers(
                List.of(
                        new DemoFactory(),
                        new CommandFactory(
                                temp.resolve("accepted-work"),
                                task -> threads.newThread(task).start()),
                        new HttpFactory(clients, new HttpTime(clock), new OutsideSecrets(System.getenv())),
                        new SqlFactory(InitialContext::doLookup, drivers, clock)),
                clients,
                drivers);
    }

    /** Lets go of everything; no handler runs any more. */
    void close() {
        clients.close();
        drivers.close();
    }
}
