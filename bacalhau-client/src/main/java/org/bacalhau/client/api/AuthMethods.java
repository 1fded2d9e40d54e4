package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /api/v1/auth}: the ways to get a token (http-api.md §6.2). Immutable.
 *
 * @param nextToken always empty
 * @param methods what each method demands, by its name, in the server's order
 */
public record AuthMethods(String nextToken, Map<String, Requirement> methods) {
    /** The type of a method that wants a phrase signed; its parameters are {@link ChallengeParams}. */
    public static final String CHALLENGE = "challenge";

    /** The type of a method that asks questions; its parameters are a JSON schema of the answers. */
    public static final String ASK = "ask";

    public AuthMethods {
        Objects.requireNonNull(nextToken, "nextToken");
        methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
    }

    /**
     * What one method demands. Immutable.
     *
     * @param type {@link #CHALLENGE}, {@link #ASK} or one this version does not know
     * @param params depends on the type
     */
    public record Requirement(
            @JsonProperty("type") String type,
            @JsonProperty("params") Map<String, @Nullable Object> params) {
        public Requirement {
            Objects.requireNonNull(type, "type");
            params = FreeForm.copyOf(params);
        }
    }

    /**
     * Parameters of a challenge. Immutable.
     *
     * @param inputPhrase the phrase to sign, in base64
     */
    public record ChallengeParams(String inputPhrase) {
        public ChallengeParams {
            Objects.requireNonNull(inputPhrase, "inputPhrase");
        }
    }
}
