/**
 * Runnable stories: each class with a {@code main} method shows one way to use the library, and a test runs it.
 *
 * <p>Regions between {@code // tag::name} and {@code // end::name} comments are shown in the README, which a test compares
 * with them.
 */
@NullMarked
package org.bacalhau.examples;

import org.jspecify.annotations.NullMarked;
