/**
 * Commands that run nodes until a signal ends them: {@link org.bacalhau.cli.serve.Serve} one, on a data directory, and {@link
 * org.bacalhau.cli.serve.Devstack} a whole network for trying things out, on temporary ones. Both put settings together and
 * leave the rest to {@code org.bacalhau.node.serve}. For the one thread that runs the command.
 */
@NullMarked
package org.bacalhau.cli.serve;

import org.jspecify.annotations.NullMarked;
