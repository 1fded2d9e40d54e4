/**
 * Scripts that have a shell complete commands and flags, made from the commands themselves. Stateless; for the one thread
 * that runs a command.
 */
@NullMarked
package org.bacalhau.cli.completion;

import org.jspecify.annotations.NullMarked;
