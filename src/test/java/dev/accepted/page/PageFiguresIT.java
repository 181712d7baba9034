package dev.accepted.page;

import static dev.accepted.container.RunningJetty.by;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the README says of the pages in figures: each run measures them anew, writes them into {@code target/page-figures.txt}, and
 * fails when they are out of all proportion.
 */
class PageFiguresIT extends BrowserTest {

    private static final int ROUNDS = 5;
    private static final int REQUESTS = 100;

    private final Map<String, String> places = new LinkedHashMap<>();
    private final List<String> figures = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    void makeSixtyJobs() throws Exception {
        for (int i = 0; i < 59; i++) {
            submit("user", demo("Heavy " + i, "\"duration\":\"PT0S\",\"steps\":50"));
        }
        places.put("list of 50", home() + "/jobs");
        places.put("job", submit("user", demo("Heavy", "\"duration\":\"PT0S\",\"steps\":50"), "SUCCESS"));
        places.put("overview", home());
        places.put("form", home() + "/job-types/everything");
    }

    @AfterAll
    void writeFigures() throws Exception {
        Files.write(Path.of("target", "page-figures.txt"), figures);
    }

    @Test
    void aPageWeighsLessThanAHundredKilobytesInAll() {
        places.forEach((place, uri) -> {
            AtomicLong bytes = new AtomicLong();
            try (Visit visit = visit("Admin")) {
                visit.page().onResponse(answer -> bytes.addAndGet(answer.body().length));
                visit.open(uri);
                visit.page().waitForTimeout(300);
            }
            figures.add(place + " weighs " + bytes + " bytes with its style sheet, script, icon and first look");
            assertThat(bytes.get()).as(place).isBetween(5_000L, 100_000L);
        });
    }

    @Test
    void aListOfFiftyIsPaintedWithinAFewHundredMilliseconds() {
        List<Double> paints = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            try (Visit visit = visit("Admin")) {
                Page page = visit.open(places.getOrDefault("list of 50", ""));
                page.waitForFunction("() => performance.getEntriesByName('first-contentful-paint').length > 0");
                paints.add(
                        ((Number) page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
                                .doubleValue());
            }
        }
        Collections.sort(paints);
        double median = paints.get(ROUNDS / 2);
        figures.add("list of 50: first contentful paint after " + Math.round(median)
                + " ms, of a browser that has nothing of it");
        assertThat(median).isLessThan(1_000);
    }

    @Test
    void aPageIsDrawnInMilliseconds() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (Map.Entry<String, String> place : places.entrySet()) {
            HttpRequest request =
                    by("Admin", place.getValue()).header("Accept", "text/html").build();
            List<Long> nanos = new ArrayList<>();
            for (int i = 0; i < 2 * REQUESTS; i++) {
                long begun = System.nanoTime();
                HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
                nanos.add(System.nanoTime() - begun);
                assertThat(answer.statusCode()).isEqualTo(200);
            }
            List<Long> warm = new ArrayList<>(nanos.subList(REQUESTS, 2 * REQUESTS));
            Collections.sort(warm);
            double millis = warm.get(REQUESTS / 2) / 1e6;
            figures.add("%s: %.1f ms from request to answer".formatted(place.getKey(), millis));
            assertThat(millis).as(place.getKey()).isLessThan(100);
        }
    }
}
