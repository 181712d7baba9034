package dev.accepted.handler.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSqlTest {

    @Test
    void namesBecomePlacesInTheirOrder() {
        assertThat(NamedSql.parse("select * from t where a = :a and (b=:b_2 or c=:a)"))
                .isEqualTo(new NamedSql("select * from t where a = ? and (b=? or c=?)", List.of("a", "b_2", "a")));
    }

    /** Left of the arrow the statement, right of it what is prepared. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ":a => ?",
                "(:a) => (?)",
                ":a,:a => ?,?",
                "x=:a::date => x=?::date",
                "'x'::text||:a => 'x'::text||?",
                ":a::integer[] => ?::integer[]",
                "':x' :a => ':x' ?",
                "'it''s :x' :a => 'it''s :x' ?",
                "'\\' :a => '\\' ?",
                "E'\\' :x' :a => E'\\' :x' ?",
                "e'\\\\' :a => e'\\\\' ?",
                "note'\\' :a => note'\\' ?",
                "\":x\" :a => \":x\" ?",
                "\"a\"\":x\" :a => \"a\"\":x\" ?",
                "`:x` :a => `:x` ?",
                "1 -- :x ' \n :a => 1 -- :x ' \n ?",
                "1 - -:a => 1 - -?",
                "1 /* :x ' */ :a => 1 /* :x ' */ ?",
                "1 /* /* :x */ :x */ :a => 1 /* /* :x */ :x */ ?",
                "$$ :x ' $$ :a => $$ :x ' $$ ?",
                "$b$ :x $$ :x $b$ :a => $b$ :x $$ :x $b$ ?",
                "$1 :a => $1 ?",
                "a$b :a $b => a$b ? $b",
                "j ? 'k' and :a => j ?? 'k' and ?",
                "j ?| array[:a] => j ??| array[?]",
                "j ?? 'k' and :a => j ?? 'k' and ?",
                "'?' :a => '?' ?",
                "part[low:high] :a => part[low:high] ?",
                "part[1:2] :a => part[1:2] ?",
                "@v := 5, :a => @v := 5, ?",
                ":1 :a => :1 ?",
                "x like :a escape '!' => x like ? escape '!'",
                "grün:x :a => grün:x ?",
                "{call p(:a)} => {call p(?)}",
                "{:a = call p()} => {? = call p()}",
                "{ts '2026-03-01 12:00:00'} :a => {ts '2026-03-01 12:00:00'} ?",
                ":a: => ?:",
                ": :a => : ?",
            })
    void onlyWhatIsMeantAsAParameterIsOne(String line) {
        String[] sides = line.split(" => ", -1);
        NamedSql sql = NamedSql.parse(sides[0]);
        assertThat(sql.text()).isEqualTo(sides[1]);
        assertThat(sql.names()).isNotEmpty().containsOnly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'x",
                "E'x\\'",
                "\"x",
                "`x",
                "/* x",
                "/* /* */",
                "$$ x $",
                "$a$ x $b$",
                "",
                "  ",
                "-- x",
                "/* x */"
            })
    void whatDoesNotEndOrSaysNothingIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NamedSql.parse(text));
    }

    @Property
    void whateverStandsInAStringIsNoParameterAndStaysAsItIs(@ForAll("anything") String content) {
        String string = "'" + content.replace("'", "''") + "'";
        NamedSql sql = NamedSql.parse("select " + string + ", :a");
        assertThat(sql).isEqualTo(new NamedSql("select " + string + ", ?", List.of("a")));
    }

    @Property
    void aTextWithoutSignsOfAnyMeaningStaysAsItIs(@ForAll("harmless") String text) {
        assertThat(NamedSql.parse("x" + text)).isEqualTo(new NamedSql("x" + text, List.of()));
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.strings().withChars(":'\"?$-/*\\abE \n`").ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> harmless() {
        return Arbitraries.strings().withChars("ab1 ,()=<>+\n").ofMaxLength(30);
    }
}
