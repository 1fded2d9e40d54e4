package org.bacalhau.node.executor.docker;

import java.io.IOException;
import java.io.OutputStream;
import org.bacalhau.node.executor.docker.engine.OutputSink;

/**
 * Hands a container's log to the node. A log that broke off is read again from its beginning; what was handed on before is
 * left out then. Called by one thread at a time.
 */
final class CapturedOutput implements OutputSink {
    private final Stream stdout;
    private final Stream stderr;

    CapturedOutput(OutputStream stdout, OutputStream stderr) {
        this.stdout = new Stream(stdout);
        this.stderr = new Stream(stderr);
    }

    /** Says that the log comes from its beginning again. */
    CapturedOutput again() {
        stdout.position = 0;
        stderr.position = 0;
        return this;
    }

    @Override
    public void take(boolean toStderr, byte[] bytes) throws IOException {
        (toStderr ? stderr : stdout).take(bytes);
    }

    private static final class Stream {
        private final OutputStream target;
        private long position;
        private long handedOn;

        private Stream(OutputStream target) {
            this.target = target;
        }

        private void take(byte[] bytes) throws IOException {
            int known = (int) Math.min(bytes.length, handedOn - position);
            position += bytes.length;
            if (known < bytes.length) {
                target.write(bytes, known, bytes.length - known);
                handedOn = position;
            }
        }
    }
}
