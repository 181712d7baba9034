package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.page.JobsSheet.Tab;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TabsTest {

    private static List<Tab> of(Map<String, List<String>> asked) {
        return Tabs.of("/job-management", asked, statuses -> statuses.size() > 1 ? null : 7L);
    }

    @Test
    void withoutAFilterAllIsChosen() {
        List<Tab> tabs = of(Map.of());

        assertThat(tabs).filteredOn(Tab::chosen).singleElement().satisfies(tab -> {
            assertThat(tab.word()).isEqualTo("All");
            assertThat(tab.href()).isEqualTo("/job-management/jobs");
        });
    }

    @Test
    void aTabIsChosenByItsStatusesInAnyOrder() {
        assertThat(of(Map.of("job-status", List.of("TIMEOUT", "FAILURE"))))
                .filteredOn(Tab::chosen)
                .extracting(Tab::word)
                .containsExactly("Failed");
        assertThat(of(Map.of("job-status", List.of("FAILURE")))).noneMatch(Tab::chosen);
    }

    @Test
    void theRestOfTheFilterIsKeptAndEncoded() {
        Tab failed = of(Map.of("owner", List.of("A&B"), "job-state", List.of("STARTED")))
                .get(4);

        assertThat(failed.href()).isEqualTo("/job-management/jobs?job-status=FAILURE&job-status=TIMEOUT&owner=A%26B");
    }

    @Test
    void numbersAreToldOnlyWhereTheyAreKnown() {
        assertThat(of(Map.of())).extracting(Tab::count).containsExactly(null, 7L, null, 7L, null, 7L);
    }
}
