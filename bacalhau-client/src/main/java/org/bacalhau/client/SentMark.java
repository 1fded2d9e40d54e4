package org.bacalhau.client;

import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.EventListener;

/** Remembers whether any part of a request left this machine: until then the node cannot have acted on it. */
final class SentMark {
    private final AtomicBoolean marked = new AtomicBoolean();

    boolean isMarked() {
        return marked.get();
    }

    void reset() {
        marked.set(false);
    }

    /** Sets the mark of each call that has one. */
    static EventListener.Factory listeners() {
        return call -> {
            SentMark mark = call.request().tag(SentMark.class);
            return mark == null ? EventListener.NONE : new Listener(mark);
        };
    }

    private static final class Listener extends EventListener {
        private final SentMark mark;

        Listener(SentMark mark) {
            this.mark = mark;
        }

        @Override
        public void requestHeadersStart(Call call) {
            mark.marked.set(true);
        }
    }
}
