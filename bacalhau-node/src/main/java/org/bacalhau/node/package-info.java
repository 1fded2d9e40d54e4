/**
 * The plugins that make a node of core a useful one: each contributes engines, input sources or publishers to {@link
 * org.bacalhau.core.BacalhauNodeBuilder}, by hand or found on the class path ({@code discoverPlugins()}).
 *
 * <p>A plugin has no state and no threads; what it contributes belongs to the node. To add one, write the part in a package of
 * its own below this one, let a plugin here contribute it, name the plugin in {@code META-INF/services}, and have the part
 * pass its contract suite.
 */
@NullMarked
package org.bacalhau.node;

import org.jspecify.annotations.NullMarked;
