package dev.accepted.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accepted.job.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

    @ParameterizedTest
    @EnumSource
    void everyCodeIsFoundByItsKey(ProblemCode code) {
        assertThat(code.key()).matches("[a-z]+(-[a-z]+)*");
        assertThat(ProblemCode.ofKey(code.key())).contains(code);
    }

    @Test
    void otherKeysAreNoCodes() {
        assertThat(ProblemCode.ofKey("QUEUE_FULL")).isEmpty();
        assertThat(ProblemCode.ofKey("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {Fault.JOB_FAILED, Fault.JOB_CANCELLED, Fault.JOB_TIMED_OUT})
    void faultsOfJobsAreProblemsOfTheirOwn(String code) {
        assertThat(Problem.of(new Fault(code, "why")).code().key()).isEqualTo(code);
    }

    @Test
    void aFaultThatIsNotKnownIsAFailure() {
        Problem problem = Problem.of(new Fault("from-the-future", "why"));

        assertThat(problem).isEqualTo(Problem.of(ProblemCode.JOB_FAILED, "why"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "code", "status", "errors", "", "Two Words", "<a>", "1st"})
    void extrasHaveNamesThatFitBesideTheOthers(String name) {
        Problem problem = Problem.of(ProblemCode.INTERNAL_ERROR, "oh");

        assertThatThrownBy(() -> problem.with(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }
}
