/**
 * Commands about settings: see them ({@code list}, {@code get}, {@code default}) and write them to {@code config.yaml} ({@code
 * set}, {@code auto-resources}). What can be set is in {@code org.bacalhau.node.config}. For the one thread that runs the
 * command.
 */
@NullMarked
package org.bacalhau.cli.config;

import org.jspecify.annotations.NullMarked;
