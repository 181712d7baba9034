package dev.accepted.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a client may have somebody called back, and every way around it that we know of. */
class ReceiversTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final Map<String, List<String>> dns = new HashMap<>(Map.of(
            "hooks.example.com", List.of("93.184.216.34"),
            "a.portal.example", List.of("93.184.216.35", "2606:2800:220:1::1"),
            "inside.example", List.of("10.20.0.7"),
            "half.portal.example", List.of("93.184.216.35", "169.254.169.254"),
            "127.0.0.1", List.of("127.0.0.1")));
    private final List<String> asked = new ArrayList<>();

    private final Receivers receivers = new Receivers(
            List.of(
                    receiver("public", List.of("hooks.example.com", "*.portal.example", "http://plain.example:8080")),
                    receiver("inside", List.of("http://inside.example"), "10.20.0.0/16"),
                    receiver("literal", List.of("127.0.0.1:8443", "[::1]"))),
            this::resolve);

    private static Receiver receiver(String name, List<String> hosts, String... networks) {
        return new Receiver(
                name,
                hosts.stream().map(Origin::parse).toList(),
                List.of(networks).stream().map(Network::parse).toList(),
                List.of(Secret.parse(SECRET)));
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        asked.add(host);
        List<String> found = dns.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String literal : found) {
            addresses.add(InetAddress.getByName(literal));
        }
        return addresses;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com",
                "https://hooks.example.com/jobs?token=%41&x=/../y",
                "HTTPS://HOOKS.example.COM:443/",
                "https://a.portal.example/",
                "http://inside.example/in"
            })
    void whatTheOperatorListsMayBeCalled(String callback) {
        assertThat(receivers.fault(callback)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // other schemes, hosts and ports
                "http://hooks.example.com/",
                "https://hooks.example.com:8443/",
                "https://hooks.example.com:22/",
                "http://plain.example/",
                "https://evil.example/",
                "https://example.com/",
                "https://xhooks.example.com/",
                "https://hooks.example.com.evil.example/",
                "https://hooks.example.com./",
                "https://portal.example/",
                "https://evilportal.example/",
                "ftp://hooks.example.com/",
                "file:///etc/passwd",
                "gopher://hooks.example.com/",
                "jar:https://hooks.example.com!/",
                "javascript:alert(1)",
                "//hooks.example.com/",
                "/jobs",
                "hooks.example.com",
                "",
                // users that look like hosts, and hosts that look like something else
                "https://hooks.example.com@evil.example/",
                "https://hooks.example.com:443@evil.example/",
                "https://user@hooks.example.com/",
                "https://user:password@hooks.example.com/",
                "https://@hooks.example.com/",
                "https://evil.example#@hooks.example.com/",
                "https://evil.example?@hooks.example.com/",
                "https://evil.example\\@hooks.example.com/",
                "https://hooks.example.com\\.evil.example/",
                "https://hooks.example.com%2eevil.example/",
                "https://hooks.example.com%00.evil.example/",
                "https://hooks.example.com/#part",
                "https://hooks.example.com:443:443/",
                "https://hooks.example.com:0443x/",
                "https://hooks.example.com:-1/",
                "https://hooks.example.com:99999/",
                "https:hooks.example.com/",
                "https:///hooks.example.com/",
                // other ways to write 127.0.0.1 and 169.254.169.254
                "https://2130706433:8443/",
                "https://0177.0.0.1:8443/",
                "https://0x7f.0.0.1:8443/",
                "https://0x7f000001:8443/",
                "https://127.1:8443/",
                "https://127.0.0.1.:8443/",
                "https://[::ffff:127.0.0.1]:8443/",
                "https://[::ffff:7f00:1]:8443/",
                "https://[0:0:0:0:0:0:0:1]/",
                "https://[::1%25lo]/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[::ffff:169.254.169.254]/",
                "https://2852039166/",
                // what could end a line, or is no ASCII
                "https://hooks.example.com/\r\nX-Injected: 1",
                "https://hooks.example.com/\n",
                "https://hooks.example.com/ ",
                " https://hooks.example.com/",
                "https://hooks.example.com/\t",
                "https://hooks.example.com/\u0000",
                "https://hooks.exampl\u0435.com/",
                "https://hooks.example\u3002com/",
                "https://hooks.example.com/\u00fc"
            })
    void whateverElseIsAskedForIsRefusedAndNoNameIsResolved(String callback) {
        assertThat(receivers.fault(callback)).isPresent();
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://half.portal.example/", "https://127.0.0.1:8443/"})
    void aHostOnTheListWithAnAddressThatIsNotPublicIsRefused(String callback) {
        assertThat(receivers.fault(callback))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("the operator lists").doesNotContain("169.254"));
    }

    @Test
    void aHostWithoutAnAddressIsToldSo() {
        assertThat(receivers.fault("https://none.portal.example/"))
                .contains("The host of the callback has no address.");
    }

    @Test
    void networksOfOneReceiverAreNotThoseOfAnother() {
        dns.put("hooks.example.com", List.of("10.20.0.7"));
        assertThat(receivers.fault("https://hooks.example.com/")).isPresent();
        assertThat(receivers.fault("http://inside.example/")).isEmpty();
    }

    @Test
    void aUriThatIsTooLongIsRefused() {
        assertThat(receivers.fault("https://hooks.example.com/" + "a".repeat(2_100)))
                .isPresent();
    }

    @Test
    void withoutReceiversThereAreNoCallbacks() {
        assertThat(new Receivers(List.of(), this::resolve).fault("https://hooks.example.com/"))
                .hasValueSatisfying(why -> assertThat(why).contains("not set up"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "ftp://a",
                "https://",
                "https://a/",
                "https://a/path",
                "a:0",
                "a:65536",
                "a:x",
                "*",
                "*.",
                "a.*.b",
                "user@a",
                "https://a#b",
                "-a",
                "a-",
                "[::1"
            })
    void whatIsNoHostCannotBeListed(String text) {
        assertThatThrownBy(() -> Origin.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
