package org.bacalhau.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.bacalhau.core.model.LabelRequirement.Operator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Syntax and texts are those of http-api.md §17.4. */
class LabelSelectorTest {
    private static LabelRequirement requirement(String key, Operator operator, String... values) {
        return new LabelRequirement(key, operator, List.of(values));
    }

    @Test
    void readsEveryOperator() {
        assertThat(LabelSelector.parse("a, !b ,c=d,e == f , g!=h,i in (j, k),l notin (m),n>1,o<2,q="))
                .containsExactly(
                        requirement("a", Operator.EXISTS),
                        requirement("b", Operator.DOES_NOT_EXIST),
                        requirement("c", Operator.EQUALS, "d"),
                        requirement("e", Operator.DOUBLE_EQUALS, "f"),
                        requirement("g", Operator.NOT_EQUALS, "h"),
                        requirement("i", Operator.IN, "j", "k"),
                        requirement("l", Operator.NOT_IN, "m"),
                        requirement("n", Operator.GREATER_THAN, "1"),
                        requirement("o", Operator.LESS_THAN, "2"),
                        requirement("q", Operator.EQUALS, ""));
    }

    @Test
    void blankSelectorMatchesEverything() {
        assertThat(LabelSelector.parse("")).isEmpty();
        assertThat(LabelSelector.parse(" \t\r\n")).isEmpty();
    }

    @Test
    void emptyPlacesInAListAreEmptyValues() {
        assertThat(LabelSelector.parse("a in (,b,)")).containsExactly(requirement("a", Operator.IN, "", "b"));
        assertThat(LabelSelector.parse("a in (b,b)")).containsExactly(requirement("a", Operator.IN, "b"));
    }

    @Test
    void wordsOfOperatorsCanBeKeysAndValues() {
        assertThat(LabelSelector.parse("in in (in,notin),notin=in"))
                .containsExactly(
                        requirement("in", Operator.IN, "in", "notin"), requirement("notin", Operator.EQUALS, "in"));
    }

    @Test
    void readsKeysWithPrefix() {
        assertThat(LabelSelector.parse("example.com/zone=a.b_c-d"))
                .containsExactly(requirement("example.com/zone", Operator.EQUALS, "a.b_c-d"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a in b | unable to parse requirement: found 'b' expected: '('",
                "a in (b | unable to parse requirement: found '', expected: ',' or ')'",
                "a in (b c) | unable to parse requirement: found 'c', expected: ',' or ')'",
                "a b | unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
                "a=(b) | unable to parse requirement: found '(', expected: identifier",
                "a=b c | found 'c', expected: ',' or 'end of string'",
                "a, | found '', expected: identifier after ','",
                "a,,b | found ',', expected: identifier after ','",
                ",a | found ',', expected: !, identifier, or 'end of string'",
                "=a | found '=', expected: !, identifier, or 'end of string'",
                "! | unable to parse requirement: found '', expected: identifier",
                "!a=b | found '=', expected: ',' or 'end of string'",
                "a in () | unable to parse requirement: selector values cannot be empty for In or NotIn operators",
                "-a=b | unable to parse requirement: '-a' is not a label key",
                "a=-b | unable to parse requirement: '-b' is not a label value",
                "a>b | unable to parse requirement: 'b' is not a whole number",
                "A.com/b | unable to parse requirement: 'A.com/b' is not a label key",
                "/b | unable to parse requirement: '/b' is not a label key"
            })
    void saysWhatItExpected(String selector, String problem) {
        assertThatThrownBy(() -> LabelSelector.parse(selector)).isInstanceOfSatisfying(BacalhauException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
            assertThat(e.failure().message()).isEqualTo(problem);
            assertThat(e.failure().hint()).isNotBlank();
        });
    }

    @Test
    void refusesKeysAndValuesThatAreTooLong() {
        String longest = "x".repeat(63);
        assertThat(LabelSelector.parse(longest + "=" + longest)).hasSize(1);
        assertThatThrownBy(() -> LabelSelector.parse("x" + longest)).isInstanceOf(BacalhauException.class);
        assertThatThrownBy(() -> LabelSelector.parse("a=x" + longest)).isInstanceOf(BacalhauException.class);
        assertThatThrownBy(() -> LabelSelector.parse("a,".repeat(LabelSelector.LONGEST)))
                .isInstanceOf(BacalhauException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zone | true",
                "!zone | false",
                "other | false",
                "!other | true",
                "zone=a | true",
                "zone==b | false",
                "zone!=b | true",
                "other!=b | true",
                "other=b | false",
                "zone in (b,a) | true",
                "other in (a) | false",
                "zone notin (a) | false",
                "other notin (a) | true",
                "n>6 | true",
                "n>7 | false",
                "n<8 | true",
                "n<7 | false",
                "zone>1 | false",
                "zone<1 | false",
                "other>1 | false",
                "zone=a,n>6 | true",
                "zone=a,n>7 | false",
                "max>9223372036854775806 | true"
            })
    void matchesLabels(String selector, boolean matches) {
        Map<String, String> labels = Map.of("zone", "a", "n", "7", "max", "9223372036854775807");

        assertThat(LabelRequirement.allMatch(LabelSelector.parse(selector), labels))
                .isEqualTo(matches);
    }

    @Property
    void readsWhatItWrites(@ForAll("requirements") List<LabelRequirement> requirements) {
        assertThat(LabelSelector.parse(LabelSelector.format(requirements))).isEqualTo(requirements);
    }

    @Provide
    Arbitrary<List<LabelRequirement>> requirements() {
        Arbitrary<String> word = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofMinLength(1)
                .ofMaxLength(10);
        Arbitrary<String> number = Arbitraries.longs().greaterOrEqual(0).map(String::valueOf);
        Arbitrary<Operator> operators = Arbitraries.of(Operator.class);
        return Combinators.combine(
                        word,
                        operators,
                        word.list().uniqueElements().ofMinSize(1).ofMaxSize(4),
                        number)
                .as((key, operator, values, bound) -> new LabelRequirement(
                        key,
                        operator,
                        switch (operator) {
                            case EXISTS, DOES_NOT_EXIST -> List.of();
                            case IN, NOT_IN -> values;
                            case EQUALS, DOUBLE_EQUALS, NOT_EQUALS -> values.subList(0, 1);
                            case GREATER_THAN, LESS_THAN -> List.of(bound);
                        }))
                .list()
                .ofMaxSize(5);
    }

    @Property
    void readsAnyTextOrSaysWhyNot(
            @ForAll
                    @StringLength(max = 30)
                    @Chars({'=', '!', '(', ')', ',', '<', '>', ' '})
                    @CharRange(from = 'i', to = 'o')
                    String text) {
        Throwable fault = catchThrowable(() -> LabelSelector.parse(text));
        if (fault != null) {
            assertThat(fault).isInstanceOf(BacalhauException.class);
        }
    }
}
