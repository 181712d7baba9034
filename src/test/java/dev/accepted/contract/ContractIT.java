package dev.accepted.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** After all unit tests: has somebody seen everything that the document promises? Of no meaning when only some tests ran. */
class ContractIT {

    @Test
    void everyOperationWasSeenWithEveryStatusOfItsOwn() throws IOException {
        assumeThat(System.getProperty("test"))
                .as("only some unit tests ran, so nothing can be said of the whole contract")
                .isNull();
        Set<String> seen = Seen.all().stream()
                .map(line -> String.join(" ", Arrays.copyOf(line.split(" ", -1), 3)))
                .collect(Collectors.toSet());
        Set<String> unseen = new TreeSet<>(new Contract(OpenApi.written()).promised());
        unseen.removeAll(seen);
        assertThat(unseen).as("in the document, but in no test").isSubsetOf(Unseen.BECAUSE.keySet());
    }
}
