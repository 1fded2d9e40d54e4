/**
 * What the server can be asked for, without a word about sockets: routes are declared once, each with its method, path, meaning
 * and {@link org.bacalhau.node.http.route.Endpoint}; the {@link org.bacalhau.node.http.route.Router} finds them, and the
 * published description of the API is written from them.
 *
 * <p><b>Threads.</b> Everything here is immutable, apart from {@link org.bacalhau.node.http.route.TextSource}, which one
 * reader at a time pulls.
 */
@NullMarked
package org.bacalhau.node.http.route;

import org.jspecify.annotations.NullMarked;
