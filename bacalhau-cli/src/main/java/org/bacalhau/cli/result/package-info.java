/**
 * Fetching what jobs published, and laying it out on disk as the original does (cli-config-auth.md §7.3). For the one
 * thread that runs a command.
 */
@NullMarked
package org.bacalhau.cli.result;

import org.jspecify.annotations.NullMarked;
