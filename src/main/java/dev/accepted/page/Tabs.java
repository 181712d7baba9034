package dev.accepted.page;

import dev.accepted.job.JobStatus;
import dev.accepted.page.JobsSheet.Tab;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The states that a list can be narrowed to, each with the rest of the filter kept. */
final class Tabs {

    private static final String STATUS = "job-status";
    private static final String STATE = "job-state";

    private Tabs() {}

    static List<Tab> of(String home, Map<String, List<String>> asked, Function<Set<JobStatus>, @Nullable Long> count) {
        List<Tab> tabs = new ArrayList<>();
        boolean all = !asked.containsKey(STATE) && !asked.containsKey(STATUS);
        tabs.add(new Tab("All", href(home, asked, Set.of()), null, all));
        tabs.add(tab("Waiting", EnumSet.of(JobStatus.UNDETERMINED), home, asked, count));
        tabs.add(tab("Running", EnumSet.of(JobStatus.INPROGRESS, JobStatus.CANCELLING), home, asked, count));
        tabs.add(tab("Succeeded", EnumSet.of(JobStatus.SUCCESS), home, asked, count));
        tabs.add(tab("Failed", EnumSet.of(JobStatus.FAILURE, JobStatus.TIMEOUT), home, asked, count));
        tabs.add(tab("Cancelled", EnumSet.of(JobStatus.CANCELLED), home, asked, count));
        return tabs;
    }

    private static Tab tab(
            String word,
            Set<JobStatus> statuses,
            String home,
            Map<String, List<String>> asked,
            Function<Set<JobStatus>, @Nullable Long> count) {
        Set<String> names = statuses.stream().map(JobStatus::name).collect(Collectors.toSet());
        boolean chosen = !asked.containsKey(STATE) && names.equals(Set.copyOf(asked.getOrDefault(STATUS, List.of())));
        return new Tab(word, href(home, asked, statuses), count.apply(statuses), chosen);
    }

    private static String href(String home, Map<String, List<String>> asked, Set<JobStatus> statuses) {
        List<String> parts = new ArrayList<>();
        statuses.forEach(status -> parts.add(STATUS + "=" + status));
        asked.forEach((name, values) -> {
            if (!name.equals(STATE) && !name.equals(STATUS)) {
                values.forEach(value -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
            }
        });
        return home + "/jobs" + (parts.isEmpty() ? "" : "?" + String.join("&", parts));
    }
}
