package org.bacalhau.core.requester;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bacalhau.core.component.ComponentSet;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.JobNormalizer;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.JobValidator;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.model.ValidationException;
import org.bacalhau.core.store.JobStore;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a user sent into what is stored, or says everything that is wrong with it. Immutable; safe for any thread.
 */
final class SubmissionCheck {
    private final NodeId self;
    private final RequesterConfig config;
    private final ComponentSet components;

    SubmissionCheck(NodeId self, RequesterConfig config, ComponentSet components) {
        this.self = self;
        this.config = config;
        this.components = components;
    }

    /**
     * Normalises and checks a submission.
     *
     * @throws ValidationException with every fault
     * @throws BacalhauException {@code UNSUPPORTED} if no node offers what the job needs, {@code INTERNAL} if a component
     *     that knows some of the job's parameters cannot check them
     */
    JobNormalizer.Normalized check(Submission submission, NetworkOffer offer) {
        try {
            return checked(submission, offer);
        } catch (BacalhauException refused) {
            throw refused;
        } catch (RuntimeException fault) {
            throw new BacalhauException(
                    Failure.of(
                            ErrorCode.INTERNAL,
                            "the job could not be checked: " + fault,
                            "report it to whoever made the engine, source or publisher it uses"),
                    fault);
        }
    }

    private JobNormalizer.Normalized checked(Submission submission, NetworkOffer offer) {
        JobSpec spec = withDefaults(submission.spec());
        List<Fault> faults = new ArrayList<>(JobValidator.validate(spec, config.defaultTimeouts()));
        if (submission.requestedId() != null) {
            faults.addAll(
                    JobValidator.validateRequestedId(submission.requestedId().value()));
        }
        List<Task> tasks = spec.tasks();
        for (int i = 0; i < tasks.size(); i++) {
            faults.addAll(components.validate(tasks.get(i), "Tasks[" + i + "]"));
        }
        if (!faults.isEmpty()) {
            throw new ValidationException("job", faults);
        }
        JobNormalizer.Normalized normalized =
                JobNormalizer.normalize(spec, submission.requestedId(), config.defaultTimeouts());
        refuseUnsupported(normalized.spec().task(), offer);
        return normalized;
    }

    private JobSpec withDefaults(JobSpec spec) {
        if (config.defaultPublisher().isNone()
                || spec.tasks().isEmpty()
                || !spec.task().publisher().isNone()) {
            return spec;
        }
        // The first task is the one that is kept if there are more.
        List<Task> tasks = new ArrayList<>(spec.tasks());
        tasks.set(
                0, spec.task().toBuilder().publisher(config.defaultPublisher()).build());
        return new JobSpec(
                spec.name(),
                spec.namespace(),
                spec.type(),
                spec.priority(),
                spec.count(),
                spec.constraints(),
                spec.meta(),
                spec.labels(),
                tasks);
    }

    /** Returns the spec with the facts that the network adds. */
    JobSpec stamped(JobNormalizer.Normalized job, @Nullable SubmissionKey key) {
        JobSpec.Builder stamped =
                job.spec().toBuilder().meta(JobSpec.RESERVED_META_PREFIX + "requester.id", self.value());
        if (key != null) {
            stamped.meta(SubmissionKey.META, key.seal());
        }
        if (key != null && job.requestedId() != null) {
            stamped.meta(JobStore.SUBMISSION_META, key.jobId(self).value());
        }
        return stamped.build();
    }

    private void refuseUnsupported(Task task, NetworkOffer offer) {
        List<Fault> missing = offer.missing(task, components.engineInputs(task));
        if (!missing.isEmpty()) {
            String problems = missing.stream()
                    .map(fault -> fault.path() + ": " + fault.problem() + ": " + fault.value())
                    .collect(Collectors.joining("; "));
            String remedies = missing.stream().map(Fault::remedy).distinct().collect(Collectors.joining("; "));
            throw new BacalhauException(new Failure(ErrorCode.UNSUPPORTED, problems, remedies, false));
        }
    }
}
