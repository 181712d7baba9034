package dev.accepted.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.accepted.job.Head.Asked;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request through a front door asks for is below where the door leads, however it is written. */
class AskedTest {

    private static Asked asked(String path, @Nullable String query) {
        return new Asked("POST", path, query, List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/orders",
                "/orders/",
                "/a.b/..c/d../.well-known",
                "/x;v=1/y;w=2",
                "/caf%C3%A9/%E9t%E9/%E2%82%AC",
                "/a%20b%3Fc%23d%25e",
                "/a:b@c/!$&'()*+,=~_-",
                "/50%25off"
            })
    void aPathIsPassedOnAsItCame(String path) {
        assertThat(asked(path, null).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "evil.example",
                "@evil.example/",
                ":81/",
                "http://evil.example/",
                "//evil.example/",
                "/orders//x",
                "/..",
                "/../",
                "/../admin",
                "/a/../b",
                "/a/..",
                "/./a",
                "/%2e%2e/admin",
                "/%2E./admin",
                "/.%2e",
                "/..;/admin",
                "/..;a=b/admin",
                "/%2e%2e%3b/admin",
                "/;/admin",
                "/;a/admin",
                "/...",
                "/..%20/admin",
                "/a%2fb",
                "/..%2Fadmin",
                "/..%5cadmin",
                "/a\\b",
                "/%252e%252e/admin",
                "/..%252fadmin",
                "/%25252e",
                "/%c0%ae%c0%ae/admin",
                "/..%c0%afadmin",
                "/..%e0%80%afadmin",
                "/..%f0%80%80%afadmin",
                "/a%00",
                "/a%0d%0aX-Evil:%201",
                "/a%7f",
                "/a%250a",
                "/a\r\nX-Evil: 1",
                "/a b",
                "/a%",
                "/a%2",
                "/a%zz",
                "/%u002e%u002e/",
                "/a?b",
                "/a#b",
                "/é",
                "/a|b"
            })
    void aPathThatCouldLeadElsewhereIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> asked(path, null)).withMessageStartingWith("A path here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b&c=d", "f=runes", "u=http://evil.example/?x", "a[0]=1", "text=a%0D%0Ab", "%2e%2e/"})
    void aQueryIsPassedOnAsItCame(String query) {
        assertThat(asked("", query).query()).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\r\nX: y", "a=%", "a=%g0", "a#b", "a=\"", "é", "a\\b"})
    void aQueryThatIsNoneIsRefused(String query) {
        assertThatIllegalArgumentException().isThrownBy(() -> asked("", query)).withMessageStartingWith("A query here");
    }

    @Test
    void anAddressHasALimitAndALongOneIsLookedAtInNoTime() {
        assertThat(asked("/a".repeat(2_000), "b".repeat(4_000)).path()).hasSize(4_000);
        assertThatIllegalArgumentException().isThrownBy(() -> asked("/a".repeat(2_000), "b".repeat(4_001)));
        assertThatIllegalArgumentException().isThrownBy(() -> asked("/..;".repeat(1_000_000), null));
        assertThatIllegalArgumentException().isThrownBy(() -> asked("/%20" + "%20".repeat(1_000_000) + "a", null));
    }
}
