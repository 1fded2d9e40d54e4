/**
 * Tests of the compute role: {@link org.bacalhau.core.compute.ComputeBench} is a node in simulated time whose surroundings
 * (requester, store, runner) the test drives by hand.
 */
@NullMarked
package org.bacalhau.core.compute;

import org.jspecify.annotations.NullMarked;
