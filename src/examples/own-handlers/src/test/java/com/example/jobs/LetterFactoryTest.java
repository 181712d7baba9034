package com.example.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.accepted.handler.FakeJobContext;
import dev.accepted.handler.FakeOptions;
import dev.accepted.handler.HandlerFactory;
import dev.accepted.handler.JobFailedException;
import dev.accepted.handler.JobHandler;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LetterFactoryTest {

    private final JobHandler letter = new LetterFactory().create(new FakeOptions(Map.of("greeting", "Hello")));

    @Test
    void aLetterGreetsAndIsSignedByWhoAskedForIt() throws Exception {
        FakeJobContext job = FakeJobContext.ofJson("{\"to\":\"Bob\"}").ownedBy("ann");
        letter.run(job);
        assertEquals("Hello Bob,\nyours, ann\n", job.resultText());
    }

    @Test
    void aLetterToNobodyIsNotWritten() {
        FakeJobContext job = FakeJobContext.ofJson("{\"to\":\" \"}");
        assertThrows(JobFailedException.class, () -> letter.run(job));
    }

    @Test
    void theApplicationFindsIt() {
        assertTrue(ServiceLoader.load(HandlerFactory.class, LetterFactory.class.getClassLoader()).stream()
                .anyMatch(provider -> provider.type().equals(LetterFactory.class)));
    }
}
