package dev.accepted.http;

import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Document;
import dev.accepted.job.Head;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.Optional;
import java.util.Set;

/**
 * A recorded answer that is given to somebody else, later. What can be told to anybody is: 200, 201, 204, and 4xx and 5xx but for 401
 * and 407. A redirect, a part, or a question for credentials would lead a client astray, and a 202 would have it wait for ever, so
 * they are 502 and named in the problem.
 *
 * @param head what was recorded; fields of another conversation are not in it
 */
record Replay(Head.Answered head) {

    private static final Set<Integer> SUCCESS = Set.of(200, 201, 204);
    private static final Set<Integer> QUESTIONS = Set.of(401, 407);

    int status() {
        return head.status();
    }

    /** Whether it has no content at all. */
    boolean isEmpty() {
        return status() == 204;
    }

    /** Whether it is no more than a file, of which parts can be fetched, and which need not be fetched twice. */
    boolean isPlain() {
        return status() == 200 && head.first(HttpHeaders.CONTENT_ENCODING).isEmpty();
    }

    boolean isPossible() {
        return SUCCESS.contains(status()) || (status() >= 400 && !QUESTIONS.contains(status()));
    }

    /** Why it is not possible. */
    Problem problem() {
        return Problem.of(
                        ProblemCode.UNREPEATABLE_ANSWER,
                        "The endpoint behind the job answered " + status() + ", which is not passed on.")
                .with("original-status", Integer.toString(status()));
    }

    /** The document under the name that the answer gave it. */
    Document named(Document document) {
        return head.first(HttpHeaders.CONTENT_DISPOSITION)
                .flatMap(field -> Optional.ofNullable(FileNames.of(field)))
                .map(name -> new Document(document.mediaType(), name, document.content(), head))
                .orElse(document);
    }

    /** Puts in what was recorded beside status and content. */
    ResponseBuilder in(ResponseBuilder answer) {
        head.fields().stream()
                .filter(field -> !field.name().equalsIgnoreCase(HttpHeaders.CONTENT_DISPOSITION))
                .forEach(field -> answer.header(field.name(), field.value()));
        return answer;
    }
}
