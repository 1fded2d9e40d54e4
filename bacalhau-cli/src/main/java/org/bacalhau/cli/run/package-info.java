/**
 * Commands that submit jobs: {@code docker run}, {@code wasm run}, {@code job run}, {@code exec} and {@code create}. Flags
 * become a {@link org.bacalhau.core.model.JobSpec}; {@link org.bacalhau.cli.run.RunFlow} submits it, watches it and prints
 * how it ended. For the one thread that runs a command.
 */
@NullMarked
package org.bacalhau.cli.run;

import org.jspecify.annotations.NullMarked;
