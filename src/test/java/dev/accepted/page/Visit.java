package dev.accepted.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Somebody in a browser of their own, signed in or not. Whatever the browser complains of (errors of scripts, of the policy, of
 * anything) and whatever it asks of other hosts is a fault, told when the visit ends.
 */
final class Visit implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();
    private final String origin;

    Visit(Browser browser, String base, NewContextOptions options) {
        this.origin = URI.create(base).resolve("/").toString();
        this.context = browser.newContext(options.setLocale("en-GB").setTimezoneId("Europe/Berlin"));
        this.page = context.newPage();
        context.setDefaultTimeout(Chromium.PATIENCE);
        page.onPageError(error -> faults.add("script: " + error));
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                faults.add(message.text() + " at " + message.location());
            }
        });
        page.onDialog(dialog -> {
            faults.add("a script has spoken: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) {
                faults.add("asks another host: " + request.url());
            }
        });
    }

    /** Signed in by BASIC, with the name in small letters as the password. */
    static NewContextOptions as(String user) {
        return new NewContextOptions().setHttpCredentials(user, user.toLowerCase(Locale.ROOT));
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** Opens a page that is to be there. */
    Page open(String uri) {
        Response answer = page.navigate(uri);
        assertThat(answer.status()).as(uri).isEqualTo(200);
        return page;
    }

    /** Opens a page that says what is wrong. A browser says of it that it could not be loaded, which is no fault here. */
    Page openProblem(String uri, int status) {
        Response answer = page.navigate(uri);
        assertThat(answer.status()).as(uri).isEqualTo(status);
        forgive("status of " + status);
        return page;
    }

    /** What was expected is no fault. */
    void forgive(String expected) {
        page.waitForTimeout(50);
        faults.removeIf(fault -> fault.contains(expected));
    }

    @Override
    public void close() {
        context.close();
        assertThat(faults).isEmpty();
    }
}
