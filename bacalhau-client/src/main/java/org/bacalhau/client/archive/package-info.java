/**
 * Archives (tar.gz) and paths that come from somebody we do not trust.
 *
 * <p>{@link org.bacalhau.client.archive.ArchiveWriter} packs a directory in an order that depends on nothing but its names;
 * {@link org.bacalhau.client.archive.ArchiveReader} unpacks or measures an archive within {@link
 * org.bacalhau.client.archive.ArchiveLimits}; {@link org.bacalhau.client.archive.RelativePath} is a path that cannot leave the
 * directory it is resolved in. Both ends stream: memory use does not depend on the size of the content.
 *
 * <p><b>Symbolic links.</b> The writer keeps a link that is relative and leads to something inside the packed directory,
 * as a link, and leaves out every other one; it never follows any. The reader makes links after everything else, so that
 * no entry is written through one, and refuses the archive if a link then leads outside or nowhere. Hard links, devices,
 * pipes and sparse files are refused on reading and left out on writing.
 *
 * <p><b>Threads.</b> All methods run on the caller's thread and stop soon after it is interrupted. Nothing here keeps
 * state between calls.
 */
@NullMarked
package org.bacalhau.client.archive;

import org.jspecify.annotations.NullMarked;
