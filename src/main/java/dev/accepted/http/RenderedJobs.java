package dev.accepted.http;

import dev.accepted.dialect.Dialect;
import dev.accepted.dialect.JobView;
import dev.accepted.job.Job;
import dev.accepted.job.Outlook;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The bodies of jobs that were asked for lately, so that pollers of an unchanged job with an unchanged outlook do not have it
 * rendered twice. A table of fixed size with one place for each hash: what comes later takes the place of what was there.
 * Takes no lock; holds at most as many jobs as it has places.
 */
final class RenderedJobs {

    private static final int PLACES = 1024;

    private final AtomicReferenceArray<Rendered> places = new AtomicReferenceArray<>(PLACES);
    private final Addresses addresses;
    private final JobLinks links;
    private final String edition;

    /**
     * Nothing was asked for yet.
     *
     * @param edition a word that is another one where the same job may be drawn otherwise: in another release, say
     */
    RenderedJobs(Addresses addresses, JobLinks links, String edition) {
        this.addresses = addresses;
        this.links = links;
        this.edition = edition;
    }

    /**
     * The tag of a job's body: the same only for the same version of the job, in the same form, for the same rights. Weak until
     * the job has ended (RFC 9110 section 8.8.1), since a body may tell more of it than its version does.
     */
    String tag(Job job, Form form, boolean steers) {
        return (job.isCompleted() ? "\"" : "W/\"")
                + job.version()
                + '-'
                + form.letter()
                + (steers ? "w" : "r")
                + edition
                + '"';
    }

    /** The tag of the whole page of an ended job, which also says who looks at it. */
    String pageTag(Job job, String visitor, boolean steers) {
        return tag(job, Form.HTML, steers).replaceFirst("\"$", "-" + Integer.toHexString(visitor.hashCode()) + '"');
    }

    /** The body of a job in a dialect, for a caller who may change it or not. */
    byte[] body(Job job, Outlook outlook, Dialect dialect, boolean steers) {
        int place =
                (job.id().hashCode() * 31 + System.identityHashCode(dialect) + (steers ? 7 : 0)) >>> 5 & (PLACES - 1);
        Rendered there = places.get(place);
        if (there != null
                && there.job == job
                && there.outlook.equals(outlook)
                && there.dialect == dialect
                && there.steers == steers) {
            return there.body;
        }
        byte[] body = dialect.job(view(job, outlook, steers));
        places.lazySet(place, new Rendered(job, outlook, dialect, steers, body));
        return body;
    }

    /** The same before it is drawn. */
    JobView view(Job job, Outlook outlook, boolean steers) {
        return new JobView(job, addresses.job(job.id()), outlook, links.of(job, steers));
    }

    private static final class Rendered {

        private final Job job;
        private final Outlook outlook;
        private final Dialect dialect;
        private final boolean steers;
        private final byte[] body;

        Rendered(Job job, Outlook outlook, Dialect dialect, boolean steers, byte[] body) {
            this.job = job;
            this.outlook = outlook;
            this.dialect = dialect;
            this.steers = steers;
            this.body = body;
        }
    }
}
