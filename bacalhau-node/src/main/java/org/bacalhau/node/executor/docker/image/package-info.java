/**
 * Images: which one a job means, whether it runs here, and how it gets here.
 *
 * <p>{@link org.bacalhau.node.executor.docker.image.Images} is the entry. What the engine has comes first; else the image's
 * registry is asked, and what it answers is pinned by its digest from the bid to the run, so that a tag that moves meanwhile
 * changes nothing. Several that want the same image wait for one pull.
 *
 * <p><b>Threads.</b> Everything is safe for any thread and may block. <b>Life cycle.</b> One object for an executor;
 * what it remembers is bounded and lost with it.
 */
@NullMarked
package org.bacalhau.node.executor.docker.image;

import org.jspecify.annotations.NullMarked;
