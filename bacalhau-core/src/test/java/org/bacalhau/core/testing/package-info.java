/**
 * What tests of all modules share: sound jobs and nodes, waiting with a deadline, directories as maps. Part of the
 * test-jar.
 */
package org.bacalhau.core.testing;
