package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Answers {@link AuthRequest} (http-api.md §6.3). Immutable.
 *
 * @param authentication what became of it
 */
public record AuthResponse(Authentication authentication) {
    public AuthResponse {
        Objects.requireNonNull(authentication, "authentication");
    }

    /**
     * What became of a request for a token. Immutable.
     *
     * @param success whether it was granted
     * @param reason why not; empty if it was
     * @param token the token; empty if there is none
     */
    public record Authentication(
            @JsonProperty("success") boolean success,
            @JsonProperty("reason") @OmitEmpty String reason,
            @JsonProperty("token") @OmitEmpty String token) {
        public Authentication {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(token, "token");
        }

        /** Returns a text without the token. */
        @Override
        public String toString() {
            return "Authentication[" + success + ", " + reason + "]";
        }
    }
}
