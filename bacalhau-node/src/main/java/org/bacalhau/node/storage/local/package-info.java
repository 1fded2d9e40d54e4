/**
 * Inputs of type {@code localDirectory}: files and directories that are on the compute node anyway
 * (engines-storage-publishers.md §5.5).
 *
 * <p>The node's operator lists what jobs may read or write as {@link org.bacalhau.node.storage.local.AllowedPath}s. What a
 * job names is resolved first, with all symbolic links, and only the resolved path is compared with the list and handed
 * to the engine: neither {@code ..} nor a link gets around the list.
 *
 * <p>Safe for any thread; nothing is copied and nothing is kept between calls.
 */
@NullMarked
package org.bacalhau.node.storage.local;

import org.jspecify.annotations.NullMarked;
