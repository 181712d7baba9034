package dev.accepted.dialect.seed;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accepted.job.Job;
import dev.accepted.job.Jobs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;

/** What is answered as XML fits {@code job.xsd}, and what does not fit is seen. */
class JobXsdTest {

    private static final SeedXml XML = new SeedXml(Views.PROBLEMS);

    static Stream<Job> jobs() {
        return Stream.of(
                Jobs.seed(),
                Jobs.scheduled(),
                Jobs.started(40),
                Jobs.cancelling(40),
                Jobs.succeeded(),
                Jobs.failed("<script>alert(1)</script> ]]>"),
                Jobs.cancelled(),
                Jobs.cancelledBeforeItRan(),
                Jobs.timedOut(),
                Jobs.waitingForSecondAttempt());
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void everyJobFits(Job job) {
        assertThatCode(() -> Xml.validate(XML.job(Views.of(job)))).doesNotThrowAnyException();
    }

    @Test
    void aJobWithAnOutlookFits() {
        assertThatCode(() -> Xml.validate(XML.job(Views.waitingInLine()))).doesNotThrowAnyException();
    }

    @Test
    void tasksAndListsFit() {
        assertThatCode(() -> Xml.validate(XML.task(Views.task()))).doesNotThrowAnyException();
        assertThatCode(() -> Xml.validate(XML.jobs(Views.jobs()))).doesNotThrowAnyException();
        assertThatCode(() -> Xml.validate(XML.bulk(Views.bulk()))).doesNotThrowAnyException();
    }

    @Test
    void membersToComeFitAfterTheEleven() {
        assertFits(job().replace("</job>", "<queue-position>3</queue-position><future a='b'><c/></future></job>"));
    }

    @Test
    void theElevenAreFixed() {
        assertDoesNotFit(job().replaceAll("<owner>.*</owner>", ""));
        assertDoesNotFit(job().replaceAll("(<owner>.*</owner>)(<summary>.*</summary>)", "$2$1"));
        assertDoesNotFit(job().replace("<end-time></end-time>", "<end-time>2013-01-01T22:50:45Z</end-time>"));
        assertDoesNotFit(job().replace("INPROGRESS", "RUNNING"));
        assertDoesNotFit(job().replace("<percent-complete>30<", "<percent-complete>101<"));
        assertDoesNotFit(job().replaceAll(" uri=\"[^\"]*\"", ""));
    }

    @Test
    void aTaskHoldsNothingElse() {
        String task = new String(XML.task(Views.task()), StandardCharsets.UTF_8);

        assertDoesNotFit(task.replace("</task>", "<more/></task>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<submission><type>sleep</type></submission>",
                "<submission><input><seconds>5</seconds><to><a/><a/></to></input><type>sleep</type></submission>",
                "<submission><timeout>PT10M</timeout><queue>night</queue><priority>9</priority><name>n</name>"
                        + "<scheduled-start-time>2026-03-01T09:00:00+01:00</scheduled-start-time>"
                        + "<summary/><type>sleep</type></submission>",
                "<submission><type>sleep</type>"
                        + "<scheduled-start-time>01-01-2013 10:50:45 PM GMT</scheduled-start-time></submission>"
            })
    void submissionsTakeTheirMembersInAnyOrder(String submission) {
        assertFits(submission);
    }

    @Test
    void submissionsTakeNothingElse() {
        List<String> wrong = List.of(
                "<submission/>",
                "<submission><type>sleep</type><type>sleep</type></submission>",
                "<submission><type>sleep</type><colour>red</colour></submission>",
                "<submission><type>sleep</type><priority>10</priority></submission>",
                "<submission><type>No Such Form</type></submission>",
                "<submission><type>sleep</type><scheduled-start-time>soon</scheduled-start-time></submission>");

        wrong.forEach(JobXsdTest::assertDoesNotFit);
    }

    private static String job() {
        return new String(XML.job(Views.of(Jobs.seed())), StandardCharsets.UTF_8);
    }

    private static void assertFits(String body) {
        assertThatCode(() -> Xml.validate(body.getBytes(StandardCharsets.UTF_8)))
                .doesNotThrowAnyException();
    }

    private static void assertDoesNotFit(String body) {
        assertThatThrownBy(() -> Xml.validate(body.getBytes(StandardCharsets.UTF_8)))
                .as(body)
                .isInstanceOf(SAXException.class);
    }
}
