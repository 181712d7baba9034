package dev.accepted.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accepted.engine.ManualTime;
import dev.accepted.http.ListFeed.Step;
import dev.accepted.job.Job;
import dev.accepted.job.JobId;
import dev.accepted.job.Jobs;
import dev.accepted.store.JobStore.Change;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ListFeedTest {

    private final ManualTime time = new ManualTime(Jobs.STARTED_AT);
    private final ListFeed feed = new ListFeed(new Timing(time, Runnable::run), "s");

    @Test
    void aReaderGoesThroughAllChangesInTheirOrder() {
        Job a = accepted(1);
        Job b = accepted(2);
        tell(a);
        tell(b);
        assertThat(read(0)).containsExactly(a, b);
        Job later = started(a);
        tell(later);
        assertThat(read(2)).containsExactly(later);
        assertThat(read(3)).isEmpty();
    }

    @Test
    void ofAJobThatHasChangedSinceOnlyTheNewestIsShown() {
        Job a = accepted(1);
        Job b = accepted(2);
        tell(a);
        tell(b);
        tell(started(a));
        assertThat(read(0)).containsExactly(b, started(a));
    }

    @Test
    void newsThatComeLateAreNone() {
        Job a = accepted(1);
        tell(started(a));
        tell(a);
        tell(started(a));
        assertThat(read(0)).containsExactly(started(a));
        assertThat(feed.next(1, job -> true)).isEqualTo(new Step.Nothing(1));
    }

    @Test
    void whatAReaderMayNotSeeIsPassedOver() {
        tell(accepted(1));
        Job b = accepted(2);
        tell(b);
        assertThat(feed.next(0, job -> job.id().equals(b.id()))).isEqualTo(new Step.News(2, b));
        assertThat(feed.next(0, job -> false)).isEqualTo(new Step.Nothing(2));
    }

    @Test
    void aReaderThatHasFallenBehindWhatIsKeptIsTold() {
        for (int n = 1; n <= ListFeed.KEPT; n++) {
            tell(accepted(n));
        }
        assertThat(read(0)).hasSize(ListFeed.KEPT);
        tell(accepted(ListFeed.KEPT + 1));
        assertThat(feed.next(0, job -> true)).isEqualTo(new Step.Lost(ListFeed.KEPT + 1));
        assertThat(read(1)).hasSize(ListFeed.KEPT);
        assertThat(feed.next(ListFeed.KEPT + 2, job -> true)).as("from nowhere").isInstanceOf(Step.Lost.class);
    }

    @Test
    void aJobWhoseChangeIsNotKeptAnyMoreMayChangeAgain() {
        Job first = accepted(1);
        tell(first);
        for (int n = 2; n <= ListFeed.KEPT + 1; n++) {
            tell(accepted(n));
        }
        tell(started(first));
        assertThat(feed.next(ListFeed.KEPT + 1, job -> true))
                .isEqualTo(new Step.News(ListFeed.KEPT + 2, started(first)));
    }

    @Test
    void readersAreWokenTogetherAndAtMostTenTimesASecond() {
        AtomicInteger rung = new AtomicInteger();
        Runnable bell = rung::incrementAndGet;
        feed.add(bell);
        for (int n = 1; n <= 50; n++) {
            tell(accepted(n));
        }
        assertThat(rung).hasValue(0);
        time.advance(Duration.ofMillis(100));
        assertThat(rung).hasValue(1);
        time.advance(Duration.ofMinutes(1));
        assertThat(rung).hasValue(1);
        tell(accepted(51));
        time.advance(Duration.ofMillis(100));
        assertThat(rung).hasValue(2);
        feed.remove(bell);
        tell(accepted(52));
        time.advance(Duration.ofMillis(100));
        assertThat(rung).hasValue(2);
    }

    @Test
    void idsOfAnotherStartMeanNothing() {
        assertThat(feed.number(feed.id(7))).isEqualTo(7);
        for (String other : new String[] {null, "", "7", "t-7", "s-", "s-x", "s--7", "s-99999999999999999999"}) {
            assertThat(feed.number(other)).as(other).isEqualTo(ListFeed.UNKNOWN);
        }
    }

    private List<Job> read(long from) {
        List<Job> all = new ArrayList<>();
        Step step = feed.next(from, job -> true);
        while (step instanceof Step.News news) {
            all.add(news.job());
            step = feed.next(news.number(), job -> true);
        }
        assertThat(step).isInstanceOf(Step.Nothing.class);
        return all;
    }

    private void tell(Job job) {
        feed.accept(new Change(job, job));
    }

    private static Job accepted(int n) {
        return Job.accepted(new JobId(Jobs.ID.value() + n), Jobs.request(), Jobs.ACCEPTED_AT);
    }

    private static Job started(Job job) {
        return job.start(Jobs.STARTED_AT);
    }
}
