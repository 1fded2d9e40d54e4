/** Tests of bid strategies: the probes ask a real shell and a real web server. */
@NullMarked
package org.bacalhau.core.compute.bid;

import org.jspecify.annotations.NullMarked;
