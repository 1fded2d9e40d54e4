/** Commands about the node that is talked to, about who talks to it, and about this program. For one thread. */
@NullMarked
package org.bacalhau.cli.agent;

import org.jspecify.annotations.NullMarked;
