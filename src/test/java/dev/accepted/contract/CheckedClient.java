package dev.accepted.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A client that looks at all that passes through it, and throws when something is not as the contract says. An answer that is read
 * bit by bit is looked at when it ends; what is wrong with it then is told by {@link #throwWhatCameLate}.
 */
public final class CheckedClient extends HttpClient {

    private static final Contract CONTRACT = new Contract(OpenApi.written());
    private static final Queue<String> LATE = new ConcurrentLinkedQueue<>();
    /** More than this of a body is not looked at. */
    private static final int MOST = 1 << 20;

    private final HttpClient client;

    /** Sends by another client. */
    public CheckedClient(HttpClient client) {
        this.client = client;
    }

    /** Fails if an answer that was read bit by bit was not as the contract says. */
    public static void throwWhatCameLate() {
        String fault = LATE.poll();
        if (fault != null) {
            throw new AssertionError(fault);
        }
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        Watch watch = new Watch(request);
        HttpResponse<T> answer = client.send(watch.request(), watch.handler(handler));
        watch.throwFaults();
        return answer;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        Watch watch = new Watch(request);
        return client.sendAsync(watch.request(), watch.handler(handler)).thenApply(answer -> {
            watch.throwFaults();
            return answer;
        });
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
        return sendAsync(request, handler);
    }

    /** One request, and what comes back. */
    private static final class Watch {

        private final HttpRequest asked;
        private final Copy sent = new Copy();
        private final Copy body = new Copy();
        private volatile List<String> faults = List.of();

        Watch(HttpRequest asked) {
            this.asked = asked;
        }

        /** The same request, whose body is copied while it is sent. */
        HttpRequest request() {
            return asked.bodyPublisher()
                    .map(publisher -> HttpRequest.newBuilder(asked, (name, value) -> true)
                            .method(asked.method(), copied(publisher))
                            .build())
                    .orElse(asked);
        }

        private BodyPublisher copied(BodyPublisher publisher) {
            return new BodyPublisher() {
                @Override
                public long contentLength() {
                    return publisher.contentLength();
                }

                @Override
                public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
                    sent.begin();
                    publisher.subscribe(new Flow.Subscriber<>() {
                        @Override
                        public void onSubscribe(Flow.Subscription subscription) {
                            subscriber.onSubscribe(subscription);
                        }

                        @Override
                        public void onNext(ByteBuffer bytes) {
                            sent.take(bytes);
                            subscriber.onNext(bytes);
                        }

                        @Override
                        public void onError(Throwable error) {
                            subscriber.onError(error);
                        }

                        @Override
                        public void onComplete() {
                            subscriber.onComplete();
                        }
                    });
                }
            };
        }

        <T> BodyHandler<T> handler(BodyHandler<T> handler) {
            return info -> copied(handler.apply(info), info);
        }

        private <T> BodySubscriber<T> copied(BodySubscriber<T> subscriber, ResponseInfo info) {
            body.begin();
            return new BodySubscriber<>() {
                @Override
                public CompletionStage<T> getBody() {
                    return subscriber.getBody();
                }

                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                    subscriber.onSubscribe(subscription);
                }

                @Override
                public void onNext(List<ByteBuffer> buffers) {
                    buffers.forEach(body::take);
                    subscriber.onNext(buffers);
                }

                @Override
                public void onError(Throwable error) {
                    subscriber.onError(error);
                }

                @Override
                public void onComplete() {
                    judge(info);
                    subscriber.onComplete();
                }
            };
        }

        private void judge(ResponseInfo info) {
            Exchange exchange = new Exchange(
                    asked.method(),
                    asked.uri(),
                    asked.headers(),
                    sent.bytes(),
                    info.statusCode(),
                    info.headers(),
                    body.bytes());
            List<String> found;
            try {
                found = CONTRACT.faults(exchange);
            } catch (RuntimeException e) {
                found = List.of("cannot be judged: " + e);
            }
            faults = found.stream()
                    .map(fault -> "Not as openapi.yaml says: " + fault + "\n  " + exchange)
                    .toList();
            LATE.addAll(faults);
        }

        void throwFaults() {
            if (!faults.isEmpty()) {
                LATE.removeAll(faults);
                throw new AssertionError(String.join("\n", faults));
            }
        }
    }

    /** The bytes of a body so far; none if they are too many. */
    private static final class Copy {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        synchronized void begin() {
            bytes.reset();
        }

        synchronized void take(ByteBuffer buffer) {
            ByteBuffer own = buffer.duplicate();
            byte[] part = new byte[Math.min(own.remaining(), MOST + 1 - bytes.size())];
            own.get(part);
            bytes.writeBytes(part);
        }

        synchronized Optional<byte[]> bytes() {
            return bytes.size() > MOST ? Optional.empty() : Optional.of(bytes.toByteArray());
        }
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }
}
