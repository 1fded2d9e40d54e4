package org.bacalhau.examples;

import java.time.Duration;
import org.bacalhau.core.LocalNetwork;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobType;
import org.bacalhau.core.model.RunOutput;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.requester.Requester;

/** Runs a job on an engine of one's own, with nothing but core. */
public final class OwnExecutor {
    private OwnExecutor() {}

    /** Runs the example; takes the text to shout. */
    public static void main(String[] arguments) {
        System.out.print(shout(arguments.length > 0 ? String.join(" ", arguments) : "hello from an engine of our own"));
    }

    static String shout(String text) {
        // tag::own-executor
        try (LocalNetwork network = LocalNetwork.builder()
                .computeNode(node -> node.executor(new UpperCaseExecutor()))
                .start()) {
            Requester requester = network.requester();
            Task task = Task.builder("main", SpecConfig.of("upper-case").with("Text", text))
                    .build();
            Job job = requester
                    .submit(JobSpec.builder(JobType.BATCH, task).build())
                    .join()
                    .job();
            requester.awaitEnd(job.id(), Duration.ofSeconds(10)).join();
            RunOutput output = requester.executions(job.id()).get(0).output();
            return output == null ? "" : output.stdout();
        }
        // end::own-executor
    }
}
