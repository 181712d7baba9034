package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferTest {

    @Test
    void withoutAFieldThereAreNoWishes() {
        for (Prefer none : List.of(Prefer.of((List<String>) null), Prefer.of(List.of()), prefer(""), prefer(" , ,"))) {
            assertThat(none.respondAsync()).isFalse();
            assertThat(none.representation()).isFalse();
            assertThat(none.seconds()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "respond-async, wait=10, return=representation",
                "Respond-Async,WAIT=10,Return=representation",
                "return=\"representation\" ; foo=\"a,b;c\" ; bar , wait = \"10\";x, respond-async;y=1",
                "unknown=\"respond-async, wait=3\", respond-async=\"\", wait=010, return=representation"
            })
    void wishesAreReadInEveryWayThatTheyCanBeWritten(String field) {
        Prefer prefer = prefer(field);
        assertThat(prefer.respondAsync()).isTrue();
        assertThat(prefer.seconds()).hasValue(10);
        assertThat(prefer.representation()).isTrue();
    }

    @Test
    void theyMayStandInSeveralFieldsAndTheFirstMentionCounts() {
        Prefer prefer = prefer("wait=3, return=minimal", "wait=40", "return=representation, respond-async");
        assertThat(prefer.seconds()).hasValue(3);
        assertThat(prefer.representation()).isFalse();
        assertThat(prefer.respondAsync()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "50,50", "51,50", "3600,50", "99999999999999999999,50"})
    void nobodyIsHeldLongerThanProxiesWait(String asked, int held) {
        assertThat(prefer("wait=" + asked).seconds()).hasValue(held);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait", "wait=", "wait=-1", "wait=+1", "wait=1.5", "wait=soon", "wait=\"10", "wait=\u0661"})
    void aWaitThatIsNoNumberOfSecondsIsIgnored(String field) {
        assertThat(prefer(field + ", respond-async").seconds()).isEmpty();
    }

    private static Prefer prefer(String... fields) {
        return Prefer.of(List.of(fields));
    }
}
