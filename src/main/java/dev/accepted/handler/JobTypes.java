package dev.accepted.handler;

import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.TypeName;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The deployed job types, in the order of their names. Immutable. */
public final class JobTypes {

    private final Map<TypeName, JobType> byName;

    private JobTypes(Map<TypeName, JobType> byName) {
        this.byName = byName;
    }

    /**
     * These types.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static JobTypes of(Collection<JobType> types) {
        Map<TypeName, JobType> byName = new TreeMap<>();
        for (JobType type : types) {
            if (byName.put(type.name(), type) != null) {
                throw new IllegalArgumentException("There are two job types '" + type.name() + "'");
            }
        }
        return new JobTypes(Collections.unmodifiableMap(byName));
    }

    /** The type of this name, if it is deployed. */
    public Optional<JobType> find(TypeName name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The input of a job as it may be shown: without what the schema of its type marks {@code writeOnly}. */
    public Document shownInput(Job job) {
        Document input = job.request().input();
        return find(job.request().type())
                .flatMap(type -> type.input().schema())
                .map(schema -> schema.masked(input))
                .orElse(input);
    }

    /** How many jobs of a type run at once; one, if it is not deployed any more. */
    public int maxConcurrent(TypeName name) {
        return find(name).map(type -> type.limits().maxConcurrent()).orElse(1);
    }

    /** All of them. */
    public Collection<JobType> all() {
        return byName.values();
    }
}
