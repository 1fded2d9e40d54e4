/**
 * Reading the output of an execution, while it runs or afterwards.
 *
 * <p>A {@link org.bacalhau.core.logs.LogReader} is pulled: the reader asks for the next piece when it has dealt with the
 * last. So a slow reader costs nothing but its own position in the log; it never slows the program that writes.
 */
@NullMarked
package org.bacalhau.core.logs;

import org.jspecify.annotations.NullMarked;
