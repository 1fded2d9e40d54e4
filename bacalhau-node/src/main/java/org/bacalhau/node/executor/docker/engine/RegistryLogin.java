package org.bacalhau.node.executor.docker.engine;

/**
 * Who asks a registry. Immutable; its text does not show the secret.
 *
 * @param registry host and port of the registry
 * @param username user; empty if there is only a token
 * @param secret password or identity token
 * @param isToken whether the secret is an identity token
 */
public record RegistryLogin(String registry, String username, String secret, boolean isToken) {
    @Override
    public String toString() {
        return username + " at " + registry;
    }
}
