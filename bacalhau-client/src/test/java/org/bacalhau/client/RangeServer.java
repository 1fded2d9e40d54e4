package org.bacalhau.client;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;

/** Serves a file and parts of it; breaks off in the middle of the first answer. */
final class RangeServer extends Dispatcher {
    private final byte[] content;
    private final String version;
    private final AtomicReference<MockResponse> first = new AtomicReference<>();

    RangeServer(byte[] content, String version) {
        this.content = content;
        this.version = version;
        first(content, version);
    }

    /** Sets the file that is there at first. */
    void first(byte[] old, String oldVersion) {
        first.set(whole(old, oldVersion)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
    }

    private static MockResponse.Builder whole(byte[] content, String version) {
        return new MockResponse.Builder()
                .setHeader(version.startsWith("\"") ? "ETag" : "Last-Modified", version)
                .body(new Buffer().write(content));
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        MockResponse answer = first.getAndSet(null);
        if (answer != null) {
            return answer;
        }
        String range = request.getHeaders().get("Range");
        if (range == null || !version.equals(request.getHeaders().get("If-Range"))) {
            return whole(content, version).build();
        }
        int start = Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        return whole(Arrays.copyOfRange(content, start, content.length), version)
                .code(206)
                .setHeader("Content-Range", "bytes " + start + "-" + (content.length - 1) + "/" + content.length)
                .build();
    }
}
