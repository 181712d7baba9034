package dev.accepted.library;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot work is told at deployment, and not by the first request. */
class RefusedDeploymentsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "AsksForTheRequest, asks for a jakarta.servlet.http.HttpServletRequest",
        "HasTheResponse, asks for a jakarta.servlet.http.HttpServletResponse",
        "HidesItInABean, asks for a jakarta.servlet.http.HttpServletRequest",
        "Suspends, asks for a jakarta.ws.rs.container.AsyncResponse",
        "SendsEvents, asks for a jakarta.ws.rs.sse.SseEventSink",
        "AnswersInChunks, asks for a org.glassfish.jersey.server.ChunkedOutput",
        "NamesTwoAlike, Two methods have the job type 'update-resource'",
        "HasWrongSettings, 'accepted.types.wrong-get.timeout must be '"
    })
    void theMessageSaysWhatIsWrong(String application, String message) throws Exception {
        Class<?> type = Class.forName(Perishing.class.getName() + "$" + application);
        assertThatThrownBy(() -> new RunningLibrary(folder, type, Map.of()).close())
                .rootCause()
                .hasMessageContaining(message);
    }
}
