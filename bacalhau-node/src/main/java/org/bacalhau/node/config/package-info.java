/**
 * The settings of a node: what can be set ({@link org.bacalhau.node.config.ConfigKeys}), and what is set ({@link
 * org.bacalhau.node.config.NodeConfig}).
 *
 * <p>A {@link org.bacalhau.node.config.ConfigKey} is the only place that knows a setting's name, type, default and
 * description; the YAML file, the environment, programs, error messages and the reference all come from it. To add a setting,
 * declare its key in the class of its group and use it where the node is put together ({@code node.serve}); a test fails
 * until it has a row in the table of defaults and effects.
 *
 * <p>All settings with their defaults are listed in <a href="doc-files/keys.md">keys.md</a>.
 *
 * <p><b>Who wins</b> (cli-config-auth.md §13.1): what a program or a flag says, then the environment, then the file, then the
 * default. Names in the file match without regard to case.
 *
 * <p><b>Threads.</b> All types are immutable, but for the builder, which is for one thread. Only {@link
 * org.bacalhau.node.config.NodeConfig#read} touches the disk.
 */
@NullMarked
package org.bacalhau.node.config;

import org.jspecify.annotations.NullMarked;
