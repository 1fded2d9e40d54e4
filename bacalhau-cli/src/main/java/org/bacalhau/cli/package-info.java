/** The command line of Bacalhau; nothing of it is written yet. */
@NullMarked
package org.bacalhau.cli;

import org.jspecify.annotations.NullMarked;
