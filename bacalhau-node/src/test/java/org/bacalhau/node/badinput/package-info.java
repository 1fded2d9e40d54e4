/**
 * Bad input of every kind against whole networks: what is refused, how jobs fail, and that nothing of them stays behind.
 *
 * <p>A test describes a {@link org.bacalhau.node.badinput.BadInputNetwork}, runs a job that cannot end well, and says by
 * what failure it has to end. What holds after every such job is checked by the network itself.
 */
package org.bacalhau.node.badinput;
