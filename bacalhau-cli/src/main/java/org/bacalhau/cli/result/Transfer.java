package org.bacalhau.cli.result;

import java.time.Duration;
import org.bacalhau.cli.output.Texts;
import org.bacalhau.client.DownloadProgress;
import org.bacalhau.core.model.Quantities;

/** How far a download is. The thread that downloads writes it, the one that draws reads it. */
final class Transfer implements DownloadProgress {
    private volatile long doneBytes;
    private volatile long totalBytes = -1;

    @Override
    public void at(long done, long total) {
        totalBytes = total;
        doneBytes = done;
    }

    /** Returns how much is there, how fast it comes and how long the rest takes. */
    String describe(Duration elapsed) {
        long done = doneBytes;
        long total = totalBytes;
        long perSecond = done * 1000 / Math.max(1, elapsed.toMillis());
        String text = Quantities.formatBytes(done) + (total < 0 ? "" : " of " + Quantities.formatBytes(total)) + ", "
                + Quantities.formatBytes(perSecond) + "/s";
        return total < 0 || perSecond == 0
                ? text
                : text + ", " + Texts.coarse(Duration.ofSeconds(Math.max(0, total - done) / perSecond)) + " to go";
    }
}
