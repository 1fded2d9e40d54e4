/**
 * Who answers the routes of {@code /api/v1}, a class for each kind of thing: each declares its {@link
 * org.bacalhau.node.http.route.Route}s and turns calls into questions to the node's roles, and their answers into the records
 * of {@link org.bacalhau.client.api}. They know no sockets. All are immutable, except for what they remember of idempotency
 * keys, and safe for any thread.
 */
@NullMarked
package org.bacalhau.node.http.endpoint;

import org.jspecify.annotations.NullMarked;
