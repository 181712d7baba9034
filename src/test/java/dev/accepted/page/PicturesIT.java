package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures that the README shows, into {@code target/pictures}, and fails when those in {@code src/docs/pictures} do not
 * look like them any more; {@code -Dpictures=renew} puts them there.
 */
class PicturesIT extends BrowserTest {

    private static final Path KEPT = Path.of("src", "docs", "pictures");
    private static final Path TAKEN = Path.of("target", "pictures");
    private static final int COLUMNS = 48;
    private static final int ROWS = 36;

    /** Of 255, in the mean: times and durations differ from run to run, and shades of letters from machine to machine. */
    private static final double MOST_DIFFERENCE = 6;

    private final Map<String, byte[]> pictures = new LinkedHashMap<>();

    @BeforeAll
    void takePictures() throws Exception {
        submit("user", "{\"type\":\"nightly-report\",\"summary\":\"The ledger of the day\"}");
        submit("other", "{\"type\":\"squares\",\"input\":{\"rows\":1000}}", "SUCCESS");
        submit("user", demo("Import of prices", "\"duration\":\"PT0S\",\"fail\":true"), "FAILURE");
        submit("other", demo("Update Resource", "\"duration\":\"PT0S\""), "SUCCESS");
        String cancelled = submit("user", demo("Letters of March", "\"duration\":\"PT60S\""), "INPROGRESS");
        jetty.post("user", cancelled + "/cancel", "");
        submit("user", demo("Index of the archive", "\"duration\":\"PT600S\",\"steps\":2"), "INPROGRESS");
        jetty.post("Admin", home() + "/queues/batch/pause", "");
        try (Visit visit = visit(sized("Admin", 1100, 640))) {
            take(visit.open(home() + "/jobs"), "list");
            take(visit.open(home()), "overview");
            visit.page().setViewportSize(1100, 760);
            take(visit.open(home() + "/job-types/everything"), "form");
        }
        try (Visit light = visit(sized("user", 1100, 760));
                Visit dark = visit(sized("user", 390, 760).setColorScheme(ColorScheme.DARK))) {
            String running = submit("user", demo("Update Resource", "\"duration\":\"PT20S\",\"steps\":20"));
            light.open(running);
            dark.open(running);
            dark.page().waitForFunction("() => +document.querySelector('#progress progress').value >= 40");
            take(dark.page(), "job-dark");
            take(light.page(), "job");
        }
    }

    private static NewContextOptions sized(String user, int width, int height) {
        return Visit.as(user).setViewportSize(width, height);
    }

    private void take(Page page, String name) throws IOException {
        page.waitForTimeout(200);
        byte[] picture = page.screenshot();
        Files.createDirectories(TAKEN);
        Files.write(TAKEN.resolve(name + ".png"), picture);
        pictures.put(name, picture);
    }

    @Test
    void thePicturesOfTheReadmeAreTrue() throws Exception {
        for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
            Path kept = KEPT.resolve(picture.getKey() + ".png");
            if ("renew".equals(System.getProperty("pictures"))) {
                Files.createDirectories(KEPT);
                Files.write(kept, picture.getValue());
            }
            assertThat(Files.readString(Path.of("README.md")))
                    .contains(KEPT.toString().replace('\\', '/') + "/" + picture.getKey());
            assertThat(difference(Files.readAllBytes(kept), picture.getValue()))
                    .as("%s does not show what is in %s; look at it, and take it anew by -Dpictures=renew", kept, TAKEN)
                    .isLessThan(MOST_DIFFERENCE);
        }
    }

    @Test
    void aPictureOfSomethingElseWouldBeFound() throws Exception {
        assertThat(difference(pictures.get("list"), pictures.get("overview"))).isGreaterThan(MOST_DIFFERENCE);
        assertThat(difference(pictures.get("form"), pictures.get("job"))).isGreaterThan(MOST_DIFFERENCE);
    }

    /** How far the two are apart in the mean, seen from so far away that letters are shades of grey. */
    private static double difference(byte[] one, byte[] other) throws IOException {
        int[] first = shades(one);
        int[] second = shades(other);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += Math.abs(first[i] - second[i]);
        }
        return sum / first.length;
    }

    private static int[] shades(byte[] picture) throws IOException {
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(picture));
        BufferedImage small = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        pen.drawImage(whole.getScaledInstance(COLUMNS, ROWS, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        pen.dispose();
        int[] shades = new int[COLUMNS * ROWS * 3];
        for (int i = 0; i < COLUMNS * ROWS; i++) {
            int colour = small.getRGB(i % COLUMNS, i / COLUMNS);
            shades[3 * i] = colour >> 16 & 0xFF;
            shades[3 * i + 1] = colour >> 8 & 0xFF;
            shades[3 * i + 2] = colour & 0xFF;
        }
        return shades;
    }
}
