/**
 * The publisher of type {@code local}: results as archives in a directory of the node
 * (engines-storage-publishers.md §6.1, §6.2).
 *
 * <p>{@link org.bacalhau.node.publisher.local.LocalPublisher} packs a result while it writes it: under a name of its own
 * first, then synced and renamed, so that an archive is complete or not there at all, also after a crash. Archives stay
 * until somebody removes them, or as long as {@link org.bacalhau.node.http.result.ArchiveRetention} says where they are served
 * over HTTP.
 *
 * <p>Safe for any thread, and for several publishers, also of several processes, on one directory.
 */
@NullMarked
package org.bacalhau.node.publisher.local;

import org.jspecify.annotations.NullMarked;
