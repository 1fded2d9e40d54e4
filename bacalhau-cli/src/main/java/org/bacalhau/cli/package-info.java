/**
 * The command line: {@link org.bacalhau.cli.Main} runs one command and ends the process with its exit code. {@link
 * org.bacalhau.cli.Commands} is the whole tree; each command is a small class that parses, calls the client or the node,
 * and prints.
 */
@NullMarked
package org.bacalhau.cli;

import org.jspecify.annotations.NullMarked;
