package org.bacalhau.node.executor.docker;

import java.util.Optional;
import org.bacalhau.node.executor.docker.ContainerPolicy.User;
import org.bacalhau.node.executor.docker.engine.EngineInfo;
import org.bacalhau.node.executor.docker.engine.ImageInfo;

/**
 * Who a program runs as. Immutable.
 *
 * @param setting {@code uid:gid} to ask the engine for; empty: the image's own user
 * @param ownsOutputs whether it may write to what the node creates, without further ado
 */
record ContainerUser(Optional<String> setting, boolean ownsOutputs) {
    // Known by this number everywhere, whatever the image calls it.
    private static final String NOBODY = "65534:65534";

    /**
     * Decides.
     *
     * @param node the node's user, if the host knows users
     */
    static ContainerUser of(User policy, Optional<NodeUser> node, ImageInfo image, EngineInfo engine) {
        boolean wantsRoot = isRoot(image.user());
        Optional<String> asImageSays = wantsRoot && policy == User.NEVER_ROOT ? Optional.of(NOBODY) : Optional.empty();
        if (node.isEmpty() || engine.remapsUsers()) {
            return new ContainerUser(asImageSays, false);
        }
        if (!node.get().isRoot()) {
            // What another user writes, this one could not remove.
            return new ContainerUser(Optional.of(node.get().toString()), true);
        }
        return new ContainerUser(asImageSays, wantsRoot && asImageSays.isEmpty());
    }

    private static boolean isRoot(String user) {
        String name = user.contains(":") ? user.substring(0, user.indexOf(':')) : user;
        return name.isEmpty() || name.equals("root") || name.equals("0");
    }
}
