/**
 * How commands print data: as tables, CSV, JSON or YAML, and texts of keys and values. Stateless but for options that
 * picocli fills in; for the one thread that runs a command.
 */
@NullMarked
package org.bacalhau.cli.output;

import org.jspecify.annotations.NullMarked;
