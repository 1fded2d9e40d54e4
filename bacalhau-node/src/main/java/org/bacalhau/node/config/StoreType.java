package org.bacalhau.node.config;

/** What a durable store is made of. */
public enum StoreType {
    /** A file of SQLite. */
    SQLITE;

    static ConfigKey<StoreType> key(String name, String alias) {
        return ConfigKey.of(
                        name,
                        ValueTypes.describedAs(
                                "sqlite; a BoltDB file of the original cannot be read: remove Type and Path, and this node"
                                        + " keeps a store of its own",
                                ValueTypes.choice(StoreType.class)),
                        "sqlite",
                        "what the store is made of")
                .alias(alias);
    }
}
