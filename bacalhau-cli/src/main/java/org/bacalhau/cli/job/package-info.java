/** Commands about jobs that exist: list, describe, stop, read output, fetch results. For the one thread that runs one. */
@NullMarked
package org.bacalhau.cli.job;

import org.jspecify.annotations.NullMarked;
