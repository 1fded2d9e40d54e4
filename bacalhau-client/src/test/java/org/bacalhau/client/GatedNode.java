package org.bacalhau.client;

import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Lets in who has the token, and hands it out to whoever asks. */
final class GatedNode extends Dispatcher {
    private final AtomicInteger logins = new AtomicInteger();

    int logins() {
        return logins.get();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        if (request.getTarget().equals("/api/v1/auth")) {
            return TestNode.json(
                            200, "{\"Methods\":{\"k\":{\"type\":\"challenge\",\"params\":{\"InputPhrase\":\"bi0x\"}}}}")
                    .build();
        }
        if (request.getTarget().startsWith("/api/v1/auth/")) {
            logins.incrementAndGet();
            return TestNode.json(200, "{\"Authentication\":{\"success\":true,\"token\":\"t\"}}")
                    .build();
        }
        boolean known = "Bearer t".equals(request.getHeaders().get("Authorization"));
        return TestNode.json(known ? 200 : 401, known ? "{\"Job\":{\"ID\":\"j-1\"}}" : "{}")
                .build();
    }
}
