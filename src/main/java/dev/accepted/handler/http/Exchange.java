package dev.accepted.handler.http;

import dev.accepted.handler.JobFailedException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * One request and its answer. An interrupt ends it, and closes its connection.
 *
 * <p>After an answer whose header cannot be read, the JDK (17 to 25) leaves the connection open, and knows no way to close it; the
 * log warns of such a target.
 */
final class Exchange {

    private static final Logger LOG = System.getLogger(Exchange.class.getName());

    private final Supplier<HttpClient> client;
    private final Limits limits;

    Exchange(Supplier<HttpClient> client, Limits limits) {
        this.client = client;
        this.limits = limits;
    }

    /**
     * Asks, and waits until the answer begins.
     *
     * @throws JobFailedException if there is none; its words tell nothing of where the target is
     */
    Incoming send(Outgoing request) throws JobFailedException, InterruptedException {
        CompletableFuture<HttpResponse<Receiver>> answer =
                client.get().sendAsync(request.request(limits.answer()), head -> new Receiver());
        try {
            return new Incoming(answer.get(), limits);
        } catch (ExecutionException e) {
            Throwable why = Objects.requireNonNullElse(e.getCause(), e);
            LOG.log(
                    why instanceof ProtocolException ? Level.WARNING : Level.INFO,
                    "No answer from " + request.uri().getRawAuthority() + ": "
                            + String.valueOf(why).replaceAll("\\p{Cntrl}", "?"));
            throw JobFailedException.because(words(why));
        } catch (InterruptedException e) {
            if (!answer.cancel(true) && !answer.isCompletedExceptionally()) {
                answer.join().body().close();
            }
            throw e;
        }
    }

    private String words(Throwable why) {
        if (why instanceof ConnectException || why instanceof HttpConnectTimeoutException) {
            return "The target cannot be reached.";
        }
        if (why instanceof HttpTimeoutException) {
            return "The target has not begun to answer within " + limits.answer() + ".";
        }
        if (why instanceof SSLException) {
            return "The target cannot be reached by TLS: it is not the one that the server trusts.";
        }
        return why instanceof ProtocolException || !(why instanceof IOException)
                ? "What the target answered is no HTTP."
                : "The connection to the target broke off.";
    }
}
