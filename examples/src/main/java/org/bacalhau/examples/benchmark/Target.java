package org.bacalhau.examples.benchmark;

import java.net.URI;

/**
 * A node that is measured through its HTTP API.
 *
 * @param name what to call it in tables
 * @param uri where its API is
 */
record Target(String name, URI uri) {}
