package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagListTest {

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", "W/\"7\"", "\"6\", \"7\"", "\"6\",W/\"7\" ,\"8\"", "*", " * "})
    void aTagThatIsListedIsNamedHoweverStrongItIs(String list) {
        assertThat(tags(list).names("\"7\"")).isTrue();
        assertThat(tags(list).names("W/\"7\"")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "\"77\"", "\"17\",\"7 \"", "\"*\"", "\"6\", \"8\""})
    void aTagThatIsNotListedIsNotNamed(String list) {
        assertThat(tags(list).names("\"7\"")).isFalse();
    }

    @Test
    void tagsMayStandInSeveralFields() {
        assertThat(tags("\"6\"", "\"7\"").names("\"7\"")).isTrue();
    }

    @Test
    void withoutAFieldNothingIsNamed() {
        assertThat(TagList.of((List<String>) null).names("\"7\"")).isFalse();
        assertThat(TagList.of((List<String>) null).isAbsent()).isTrue();
        assertThat(tags("\"7\"").isAbsent()).isFalse();
    }

    private static TagList tags(String... fields) {
        return TagList.of(List.of(fields));
    }
}
