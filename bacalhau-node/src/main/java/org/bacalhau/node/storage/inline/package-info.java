/**
 * Inputs of type {@code inline}: data that the job carries itself, as a data URL (RFC 2397;
 * engines-storage-publishers.md §5.6).
 *
 * <p>{@link org.bacalhau.node.storage.inline.InlineData} makes such URLs from files and directories, for clients; {@link
 * org.bacalhau.node.storage.inline.InlineStorage} turns them back into files on a compute node. A URL of media type {@code
 * application/gzip} is a tar.gz archive and becomes a directory, any other becomes one file.
 *
 * <p>Safe for any thread; nothing is kept between calls.
 */
@NullMarked
package org.bacalhau.node.storage.inline;

import org.jspecify.annotations.NullMarked;
