package com.example.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.accepted.handler.FakeJobContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordCountTest {

    @Test
    void wordsAreCountedAcrossLines() throws Exception {
        FakeJobContext job = FakeJobContext.ofBytes("one two\n three".getBytes(StandardCharsets.UTF_8));
        new WordCount().run(job);
        assertEquals("3\n", job.resultText());
    }

    @Test
    void whatItCountedIsInTheLog() throws Exception {
        FakeJobContext job = FakeJobContext.ofBytes();
        new WordCount().run(job);
        assertEquals(List.of("Counted 0 words"), job.logLines());
    }

    @Test
    void itStopsWhenItIsAskedTo() {
        FakeJobContext job = FakeJobContext.ofBytes("one".getBytes(StandardCharsets.UTF_8));
        job.askToStop();
        assertThrows(InterruptedException.class, () -> new WordCount().run(job));
        assertEquals("", job.resultText());
    }
}
