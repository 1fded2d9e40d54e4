package org.bacalhau.cli.output;

/** Ways to print data. */
public enum OutputFormat {
    TABLE,
    CSV,
    JSON,
    YAML
}
