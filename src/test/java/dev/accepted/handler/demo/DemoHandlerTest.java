package dev.accepted.handler.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.InputSchema;
import dev.accepted.handler.JobFailedException;
import dev.accepted.job.Document;
import dev.accepted.job.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoHandlerTest {

    private final List<Duration> pauses = new ArrayList<>();
    private final DemoHandler demo = new DemoHandler(pauses::add);

    @Test
    void takesFiveSecondsInTenStepsUnlessToldOtherwise() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        demo.run(job);
        assertThat(pauses).isEqualTo(Collections.nCopies(10, Duration.ofMillis(500)));
        assertThat(job.progressSteps())
                .hasSize(10)
                .contains(new Progress(30, "Step 3 of 10"))
                .endsWith(new Progress(100, "Step 10 of 10"));
        assertThat(job.logLines()).hasSize(10).contains("Step 3 of 10");
        assertThat(job.madeResult()).isEmpty();
    }

    @Test
    void resultIsTheTextThatWasGiven() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{\"steps\":1,\"result\":\"grün\"}");
        demo.run(job);
        assertThat(job.resultText()).isEqualTo("grün");
        assertThat(job.madeResult().map(Document::mediaType)).contains("text/plain;charset=utf-8");
    }

    @Test
    void failsAfterTheLastStepIfAsked() {
        FakeJobContext job = FakeJobContext.ofJson("{\"fail\":true,\"result\":\"x\"}");
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> demo.run(job))
                .withMessage("The demo was asked to fail.");
        assertThat(job.progressSteps()).hasSize(10);
        assertThat(job.madeResult()).isEmpty();
    }

    @Test
    void makesNoPauseIfItTakesNoTime() throws Exception {
        demo.run(FakeJobContext.ofJson("{\"duration\":\"PT0S\"}"));
        assertThat(pauses).isEmpty();
    }

    @Test
    void leavesAtTheNextStepWhenItIsToStop() {
        FakeJobContext job = FakeJobContext.ofJson("{}");
        job.askToStop();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> demo.run(job));
        assertThat(job.progressSteps()).isEmpty();
    }

    @Test
    void interruptOfAPauseEndsIt() {
        DemoHandler interrupted = new DemoHandler(time -> {
            throw new InterruptedException("woken");
        });
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> interrupted.run(FakeJobContext.ofJson("{}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "PT", "PT-5S"})
    void durationThatIsNoneIsRefusedForGood(String duration) {
        FakeJobContext job = FakeJobContext.ofJson("{\"duration\":\"" + duration + "\"}");
        assertThatExceptionOfType(JobFailedException.class)
                .isThrownBy(() -> demo.run(job))
                .matches(e -> !e.isRetryable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"duration\":\"PT0S\"}",
                "{\"duration\":\"PT1M30.5S\",\"steps\":3,\"fail\":true,\"result\":\"x\"}"
            })
    void schemaTakesWhatTheHandlerTakes(String input) throws Exception {
        assertThat(schema().check(new JsonMapper().readTree(input), "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"duration\":\"tomorrow\"}",
                "{\"duration\":\"PT\"}",
                "{\"duration\":\"PT-5S\"}",
                "{\"steps\":0}",
                "{\"fail\":\"yes\"}",
                "{\"speed\":1}"
            })
    void schemaRefusesWhatTheHandlerCannotTake(String input) throws Exception {
        assertThat(schema().check(new JsonMapper().readTree(input), "/input")).hasSize(1);
    }

    private static InputSchema schema() {
        return InputSchema.parse(new DemoFactory().schema().orElseThrow());
    }
}
