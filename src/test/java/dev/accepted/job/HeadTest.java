package dev.accepted.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.accepted.job.Head.Answered;
import dev.accepted.job.Head.Field;
import dev.accepted.job.Head.Traced;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head holds nothing that could harm when it is given to somebody else. */
class HeadTest {

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\rb", "\0", "\u007f", "ä", "\u0085"})
    void noValueEndsItsField(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Field("X-Y", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Y", "X:Y", "X\r\nY", "X\0", "Ü", "(x)"})
    void noNameIsMoreThanAName(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Field(name, "x"));
    }

    @Test
    void whatBelongsToAnotherConversationIsLeftOut() {
        List<Field> given = List.of(
                new Field("Content-Language", "de"),
                new Field("SET-COOKIE", "a=b"),
                new Field("WWW-Authenticate", "Basic"),
                new Field("Proxy-Authenticate", "Basic"),
                new Field("Content-Security-Policy-Report-Only", "x"),
                new Field("Access-Control-Allow-Credentials", "true"),
                new Field("Cross-Origin-Opener-Policy", "x"),
                new Field("Connection", "x"),
                new Field("X-Total-Count", "3"));
        assertThat(new Answered(200, given).fields())
                .extracting(Field::name)
                .containsExactly("Content-Language", "X-Total-Count");
    }

    @Test
    void aFieldIsFoundWithoutRegardToCase() {
        Answered head = new Answered(200, List.of(new Field("X-A", "1"), new Field("x-a", "2")));
        assertThat(head.first("x-A")).contains("1");
        assertThat(head.first("x-b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 600})
    void whatIsNoStatusIsNone(int status) {
        assertThatIllegalArgumentException().isThrownBy(() -> Answered.of(status));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-will-be"
            })
    void aTraceIsKeptAsItIs(String parent) {
        assertThat(Traced.of(parent, "a=1").orElseThrow().fields())
                .containsExactly(new Field("traceparent", parent), new Field("tracestate", "a=1"));
        assertThat(Traced.of(parent, "a".repeat(513)).orElseThrow().fields()).hasSize(1);
        assertThat(Traced.of(parent, "\u00e4").orElseThrow().fields()).hasSize(1);
        assertThat(Traced.of(parent, null).orElseThrow().fields()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-\u00e4",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"
            })
    void whatIsNoTraceIsNone(String parent) {
        assertThat(Traced.of(parent, "a=1")).isEmpty();
    }

    @Test
    void aSharedDocumentKeepsItsHead() {
        Document document = new Document("text/plain", null, Content.of((byte) 'a'), Answered.of(201));
        assertThat(document.share().flatMap(Document::answered)).contains(Answered.of(201));
        assertThat(Document.EMPTY_OBJECT.answered()).isEmpty();
    }
}
