package org.bacalhau.cli.legacy;

import java.util.Locale;
import org.bacalhau.core.model.SpecConfig;

/** Reads the publisher of old jobs. Stateless. */
final class OldPublisher {
    private OldPublisher() {}

    static SpecConfig read(Part spec) {
        Part newer = spec.part("PublisherSpec");
        String kind = newer.has("Type") ? newer.text("Type") : spec.text("Publisher");
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "", "noop" -> SpecConfig.NONE;
            case "ipfs", "local", "s3" ->
                new SpecConfig(
                        kind.toLowerCase(Locale.ROOT), newer.part("Params").asIs());
            default -> {
                spec.fault(
                        newer.has("Type") ? "PublisherSpec.Type" : "Publisher",
                        kind,
                        "is no publisher that nodes know",
                        "use IPFS, S3 or Local");
                yield SpecConfig.NONE;
            }
        };
    }
}
