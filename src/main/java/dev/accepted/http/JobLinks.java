package dev.accepted.http;

import dev.accepted.dialect.Link;
import dev.accepted.handler.JobTypes;
import dev.accepted.job.Document;
import dev.accepted.job.Job;
import dev.accepted.job.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What a caller can do with a job in its present state: nothing else is linked. */
final class JobLinks {

    private final Addresses addresses;
    private final JobTypes types;

    JobLinks(Addresses addresses, JobTypes types) {
        this.addresses = addresses;
        this.types = types;
    }

    /**
     * The links of a job.
     *
     * @param steers whether the caller may change the job
     */
    List<Link> of(Job job, boolean steers) {
        String self = addresses.job(job.id());
        List<Link> links = new ArrayList<>();
        links.add(Link.get("self", self));
        links.add(Link.get("collection", addresses.jobs()));
        boolean deployed = types.find(job.request().type()).isPresent();
        if (deployed) {
            links.add(Link.get("type", addresses.type(job.request().type())));
        }
        links.add(Link.get("log", self + "/log", "text/plain"));
        links.add(Link.get("history", self + "/history"));
        if (job.request().callback() != null) {
            links.add(Link.get("callbacks", self + "/callbacks"));
        }
        links.add(Link.get("input", self + "/input", job.request().input().mediaType()));
        job.outcome()
                .flatMap(Outcome::result)
                .map(Document::mediaType)
                .ifPresent(type -> links.add(Link.get("result", self + "/result", type)));
        if (steers && !job.isCompleted()) {
            links.add(Link.post("cancel", self + "/cancel"));
        }
        if (steers && deployed && job.status().isUnsuccessfulEnd()) {
            links.add(Link.post("retry", self + "/retry"));
        }
        if (steers) {
            links.add(Link.delete("delete", self));
        }
        job.request().retryOf().ifPresent(retry -> links.add(Link.get("retry-of", addresses.job(retry.of()))));
        job.retriedAs().ifPresent(newer -> links.add(Link.get("retried-as", addresses.job(newer))));
        return links;
    }
}
