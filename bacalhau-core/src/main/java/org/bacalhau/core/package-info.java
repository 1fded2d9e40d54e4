/**
 * Puts a node together: {@code BacalhauNode.builder()} is the only place where roles, stores, transport, engines and
 * settings meet.
 */
@NullMarked
package org.bacalhau.core;

import org.jspecify.annotations.NullMarked;
