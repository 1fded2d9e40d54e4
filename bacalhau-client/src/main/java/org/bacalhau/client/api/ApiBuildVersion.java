package org.bacalhau.client.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;
import org.bacalhau.core.model.Event;

/**
 * Which software a node runs (http-api.md §14.12). Immutable.
 *
 * @param major first number of the version; empty if not said
 * @param minor second number of the version; empty if not said
 * @param gitVersion the semantic version with a leading {@code v}; empty if not said
 * @param gitCommit the commit it was built from
 * @param buildDate when it was built; the year 1 if not said
 * @param goos the operating system by Go's name
 * @param goarch the processor by Go's name
 */
public record ApiBuildVersion(
        @OmitEmpty String major,
        @OmitEmpty String minor,
        String gitVersion,
        String gitCommit,
        Instant buildDate,
        @JsonProperty("GOOS") String goos,
        @JsonProperty("GOARCH") String goarch) {
    /** Nothing said. */
    public static final ApiBuildVersion NOT_SAID = new ApiBuildVersion("", "", "", "", Event.NO_TIME, "", "");

    public ApiBuildVersion {
        Objects.requireNonNull(major, "major");
        Objects.requireNonNull(minor, "minor");
        Objects.requireNonNull(gitVersion, "gitVersion");
        Objects.requireNonNull(gitCommit, "gitCommit");
        buildDate = Objects.requireNonNullElse(buildDate, Event.NO_TIME);
        Objects.requireNonNull(goos, "goos");
        Objects.requireNonNull(goarch, "goarch");
    }
}
