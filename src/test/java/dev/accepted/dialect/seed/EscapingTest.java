package dev.accepted.dialect.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.accepted.dialect.JobView;
import dev.accepted.dialect.Problem;
import dev.accepted.dialect.ProblemCode;
import dev.accepted.job.Jobs;
import dev.accepted.job.Outlook;
import dev.accepted.job.Refusal.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** Whatever people call their jobs, parsers get it back, and nobody's answer breaks. */
class EscapingTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SeedJson json = new SeedJson(Views.PROBLEMS);
    private final SeedXml xml = new SeedXml(Views.PROBLEMS);
    private final SeedText text = new SeedText(Views.PROBLEMS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"quoted\" \\ and 'single'",
                "\t\n\r\n\b\f",
                "\u0000\u0001\u001b[31m\u001f\u007f\u0085",
                "\u2028 and \u2029",
                "emoji \ud83d\ude80\ud83c\udf0d and \u00e4\u00f6\u00fc and \u65e5\u672c",
                "lone \ud83d and \ude80",
                "\ude80\ud83d",
                "ends with \ud83d",
                "]]> <![CDATA[ ]]>",
                "<script>alert('1')</script>",
                "&amp; &#0; &lt; %&",
                "\ufffe\uffff\ufeff",
                "{\"job\":{}}"
            })
    void hostileTextsComeBack(String hostile) {
        assertComesBack(hostile);
    }

    @Property
    void anyTextComesBack(@ForAll String any) {
        assertComesBack(any);
    }

    @Property
    void anyTextOfSurrogatesComesBack(
            @ForAll @CharRange(from = '\ud7fe', to = '\ue001') @StringLength(max = 8) String halves) {
        assertComesBack(halves);
    }

    @Property
    void anyControlCharactersComeBack(
            @ForAll @CharRange(from = '\u0000', to = '\u00a0') @StringLength(max = 30) String controls) {
        assertComesBack(controls);
    }

    @Test
    void attributesKeepTheirWhiteSpace() {
        JobView odd = new JobView(Jobs.scheduled(), "/a b?x=\"1\"&y=<\t\n\r>", Outlook.NONE, List.of());

        assertThat(Xml.parse(xml.job(odd)).getAttribute("uri")).isEqualTo(odd.uri());
        assertThat(tree(json.job(odd)).at("/job/@uri").textValue()).isEqualTo(odd.uri());
    }

    @Test
    void jsonHoldsNoLineEndOfAnyKind() {
        JobView odd = view("a\nb\rc\u2028d\u2029e");

        assertThat(new String(json.job(odd), StandardCharsets.UTF_8)).doesNotContainPattern("[\n\r\u2028\u2029]");
    }

    @Test
    void textCannotBreakItsLineNorSteerATerminal() {
        Problem hostile = Problem.of(
                ProblemCode.INVALID_SUBMISSION,
                "\u001b[31mred\r\n",
                List.of(new Violation("/a\tb", "c\nd"), new Violation("", "whole")));

        assertThat(new String(text.problem(hostile), StandardCharsets.UTF_8))
                .isEqualTo("The submission does not fit\n [31mred  \n/a b: c d\nwhole\n");
    }

    private void assertComesBack(String hostile) {
        JobView job = view(hostile);
        Problem problem = Problem.of(
                ProblemCode.INVALID_SUBMISSION, hostile, List.of(new Violation(hostile, "one"), new Violation("", "")));

        JsonNode jobTree = tree(json.job(job));
        assertThat(jobTree.at("/job/name").textValue()).isEqualTo(whole(hostile));
        assertThat(jobTree.at("/job/summary").textValue()).isEqualTo(whole(hostile));
        JsonNode problemTree = tree(json.problem(problem));
        assertThat(problemTree.at("/detail").textValue()).isEqualTo(whole(hostile));
        assertThat(problemTree.at("/errors/0/pointer").textValue()).isEqualTo(whole(hostile));

        Element jobElement = Xml.parse(xml.job(job));
        assertThat(Xml.text(jobElement, "name")).isEqualTo(holdable(hostile));
        assertThat(Xml.text(jobElement, "summary")).isEqualTo(holdable(hostile));
        Element problemElement = Xml.parse(xml.problem(problem));
        assertThat(Xml.text(problemElement, "detail")).isEqualTo(holdable(hostile));
        assertThat(Xml.text(problemElement, "pointer")).isEqualTo(holdable(hostile));
    }

    private static JobView view(String text) {
        return Views.of(Jobs.scheduled(Jobs.request(text, text)));
    }

    private static JsonNode tree(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What UTF-8 can hold of a text. */
    private static String whole(String text) {
        return text.codePoints()
                .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** What XML 1.0 can hold of a text (section 2.2). */
    private static String holdable(String text) {
        return text.codePoints()
                .map(c -> c == 0x9
                                || c == 0xA
                                || c == 0xD
                                || (c >= 0x20 && c <= 0xD7FF)
                                || (c >= 0xE000 && c <= 0xFFFD)
                                || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
