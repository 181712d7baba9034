package dev.accepted.page;

import dev.accepted.dialect.JobView;
import dev.accepted.dialect.JobsView;
import dev.accepted.dialect.Problem;
import dev.accepted.job.Fault;
import dev.accepted.job.Job;
import dev.accepted.job.JobState;
import dev.accepted.job.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of a list says.
 *
 * @param frame around it
 * @param view the part of the list
 * @param now when it was looked at
 * @param asked what the list is filtered by, as it stands in the address; immutable
 * @param tabs the states to choose from
 * @param choices what else there is to choose from
 * @param problem what is wrong with the filter; null if nothing is
 */
public record JobsSheet(
        Frame frame,
        JobsView view,
        Instant now,
        Map<String, List<String>> asked,
        List<Tab> tabs,
        Choices choices,
        @Nullable Problem problem) {

    /**
     * A state to choose.
     *
     * @param word what people call it
     * @param href where its list is
     * @param count how many there are; null if that is not known without counting
     * @param chosen whether this is that list
     */
    public record Tab(String word, String href, @Nullable Long count, boolean chosen) {}

    /**
     * What a filter can choose from.
     *
     * @param types the names of the types
     * @param queues the names of the queues
     */
    public record Choices(List<String> types, List<String> queues) {}

    /** The jobs. */
    public List<JobView> rows() {
        return view.jobs();
    }

    /** What the list is filtered by under this name; "" if by nothing. */
    public String asked(String name) {
        return String.join(",", asked.getOrDefault(name, List.of()));
    }

    /** Whether the list is filtered by anything under this name. */
    public boolean isAsked(String name) {
        return asked.containsKey(name);
    }

    /** A time that the list is filtered by, as a field takes it. */
    public String askedTime(String name) {
        return Words.withoutZone(asked(name));
    }

    /** Whether this is among what the list is filtered by. */
    public boolean isAsked(String name, String value) {
        return asked.getOrDefault(name, List.of()).contains(value);
    }

    /** Whether the list is filtered by anything. */
    public boolean isFiltered() {
        return !asked.isEmpty();
    }

    /** What names the same jobs where something is to be done to all of them: for no filter, all states. */
    public Map<String, List<String>> meant() {
        return isFiltered()
                ? asked
                : Map.of(
                        "job-state",
                        Stream.of(JobState.values()).map(JobState::name).toList());
    }

    /** How many these are, where that is known, to be said behind them. */
    public String total() {
        return view.total() == null ? "" : " (" + Words.number(view.total()) + ")";
    }

    /** What to say where no job is. */
    public String empty() {
        if (view.next() != null) {
            return "None found so far; older jobs have not been looked at yet.";
        }
        return isFiltered() ? "No job fits this filter." : "There are no jobs yet.";
    }

    /** How a job stands. */
    public Badge badge(Job job) {
        return Badge.of(job, now);
    }

    /** How far a job is, if it runs; -1 if it does not. */
    public int percent(Job job) {
        return job.phase() instanceof Phase.Started run ? run.progress().percent() : -1;
    }

    /** What is worth knowing of a job beside its state. */
    public String more(Job job) {
        if (job.phase() instanceof Phase.Completed end) {
            return end.outcome()
                    .fault()
                    .map(Fault::detail)
                    .or(() -> end.startedAt()
                            .map(start -> "took " + Words.duration(Duration.between(start, end.endedAt()))))
                    .orElse("");
        }
        return job.phase().progress().text();
    }
}
