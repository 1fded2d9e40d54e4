package org.bacalhau.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids that submitters choose for service and daemon jobs (http-api.md §15.2, §15.5). */
class RequestedIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"svc", "web-1.example_A", "ünïcode"})
    void acceptsIdsThatSubmittersChoose(String id) {
        assertThat(JobValidator.validateRequestedId(id)).isEmpty();
    }

    static Stream<Arguments> faultyIds() {
        return Stream.of(
                Arguments.of("", "missing job ID"),
                Arguments.of("a b", "job ID contains a space"),
                Arguments.of("a\u00a0b", "job ID contains a space"),
                Arguments.of("a\tb", "job ID contains a space"),
                Arguments.of("a\0b", "job ID contains a null character"),
                Arguments.of("a/b", "job ID contains a slash or a control character"),
                Arguments.of("a\\b", "job ID contains a slash or a control character"),
                Arguments.of("a\u0007", "job ID contains a slash or a control character"),
                Arguments.of("..", "job ID is the name of a directory"),
                Arguments.of("x".repeat(257), "has 257 characters"));
    }

    @ParameterizedTest
    @MethodSource("faultyIds")
    void refusesOtherIds(String id, String problem) {
        assertThat(JobValidator.validateRequestedId(id))
                .extracting(Fault::problem)
                .containsExactly(problem);
    }
}
