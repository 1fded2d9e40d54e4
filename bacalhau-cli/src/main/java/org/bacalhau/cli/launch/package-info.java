/**
 * What all commands stand on: the process around them, options that all of them have, the client, exit codes, errors, and
 * how the tree of commands is put together. Everything here is for the one thread that runs a command, and lives as long
 * as the command.
 *
 * <p>Start-up time decides much of this package: a command builds only itself, not the other fifty, and touches no
 * library that it does not need.
 */
@NullMarked
package org.bacalhau.cli.launch;

import org.jspecify.annotations.NullMarked;
