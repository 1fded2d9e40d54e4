package org.bacalhau.node.publisher.noop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.bacalhau.core.model.ExecutionId;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.publisher.PublishRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoopPublisherTest {
    @TempDir
    Path result;

    @Test
    void publishesNothing() {
        PublishRequest request = new PublishRequest(
                new JobId("j-1"), new ExecutionId("e-1"), new NodeId("n-1"), SpecConfig.of("noop"), result);

        assertThat(new NoopPublisher().publish(request)).isEqualTo(SpecConfig.NONE);
        assertThat(result).isEmptyDirectory();
    }
}
