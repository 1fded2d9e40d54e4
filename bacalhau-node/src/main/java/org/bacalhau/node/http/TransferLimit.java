package org.bacalhau.node.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts off who sends or reads too slowly: an idle timeout does not notice those who move a byte now and then. Immutable and safe
 * for any thread.
 */
final class TransferLimit implements Connection.Listener {
    private final Scheduler scheduler;
    private final Duration limit;

    /**
     * Creates a limit.
     *
     * @param scheduler runs what is to be done later
     * @param limit how long one transfer may take
     */
    TransferLimit(Scheduler scheduler, Duration limit) {
        this.scheduler = scheduler;
        this.limit = limit;
    }

    /**
     * Begins to measure a transfer.
     *
     * @param cut cuts off who is too slow
     * @return call when the transfer is done
     */
    Runnable begin(Runnable cut) {
        Scheduler.Task task = scheduler.schedule(cut, limit.toMillis(), TimeUnit.MILLISECONDS);
        return task::cancel;
    }

    /** Begins to measure the writing to whom a request came from. */
    Runnable beginWriting(Exchange exchange) {
        EndPoint endPoint =
                exchange.request().getConnectionMetaData().getConnection().getEndPoint();
        return begin(endPoint::close);
    }

    /** Measures how long the first headers of a connection take; it is the idle timeout's matter if nothing comes at all. */
    @Override
    public void onOpened(Connection connection) {
        if (!(connection instanceof ConnectionMetaData)) {
            return; // a WebSocket, whose client need not send anything
        }
        Runnable unused = begin(() -> {
            if (connection.getMessagesIn() == 0 && connection.getBytesIn() > 0) {
                connection.getEndPoint().close();
            }
        });
    }

    @Override
    public void onClosed(Connection connection) {}
}
