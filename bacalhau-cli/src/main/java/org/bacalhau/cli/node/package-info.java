/** Commands about the nodes of a network. For the one thread that runs one. */
@NullMarked
package org.bacalhau.cli.node;

import org.jspecify.annotations.NullMarked;
