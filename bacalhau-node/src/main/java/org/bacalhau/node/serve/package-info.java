/**
 * The durable node: {@link org.bacalhau.node.serve.NodeServer} puts together what {@link org.bacalhau.node.config.NodeConfig}
 * says, on a data directory, and serves the HTTP API.
 *
 * <p><b>Threads.</b> A server may be used by any thread; putting it together takes place on the thread that opens it.
 *
 * <p><b>Life cycle.</b> Opening takes the data directory for this process and opens the stores in it; starting joins the
 * network and listens; closing drains the HTTP server, leaves the network, and closes the stores.
 */
@NullMarked
package org.bacalhau.node.serve;

import org.jspecify.annotations.NullMarked;
