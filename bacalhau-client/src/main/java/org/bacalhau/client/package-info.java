/** The client of a Bacalhau network's HTTP API; nothing of it is written yet. */
@NullMarked
package org.bacalhau.client;

import org.jspecify.annotations.NullMarked;
