/**
 * What a node tells those who watch it: typed facts for logging, metrics and tests.
 *
 * <p>The roles report to a {@link org.bacalhau.core.observe.NodeObserver} after the commit that made the fact true. The
 * node calls observers on a thread of their own, one fact after another; an observer that is too slow loses facts (the
 * loss is counted and reported) but never holds up the node. What an observer throws is logged and otherwise ignored.
 */
@NullMarked
package org.bacalhau.core.observe;

import org.jspecify.annotations.NullMarked;
