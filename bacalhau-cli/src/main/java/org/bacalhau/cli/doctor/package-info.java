/**
 * The command {@code doctor}, which looks for what keeps a node or a client from working: {@link
 * org.bacalhau.cli.doctor.Doctor} runs the steps in the order in which they depend on each other and stops at the first that is
 * broken. For the one thread that runs the command.
 */
@NullMarked
package org.bacalhau.cli.doctor;

import org.jspecify.annotations.NullMarked;
