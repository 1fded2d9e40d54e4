package org.bacalhau.core.requester;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.EvaluationId;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.model.NodeId;
import org.bacalhau.core.store.JobStore;
import org.jspecify.annotations.Nullable;

/**
 * Tells the tries of one submission from other submissions. Immutable.
 *
 * <p>The id of the job follows from the key, so that whoever stores the job remembers the key with it: there is nothing else
 * that could be lost, or stored without the job. A job whose id its submitter chose keeps that other id in its meta.
 *
 * @param owner who submits; keys of different owners have nothing to do with each other
 * @param key what the owner calls the submission
 * @param fingerprint tells what is submitted; the same in each try
 */
public record SubmissionKey(String owner, String key, String fingerprint) {
    /** Under this name a job's meta keeps the seal of the submission it came from. */
    static final String META = JobSpec.RESERVED_META_PREFIX + "submission";

    private static final long VERSION_8 = 0x8000L; // made by rules of one's own (RFC 9562)
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    public SubmissionKey {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }

    /** Returns the id of the job, unless the submitter chose one. */
    JobId jobId(NodeId requester) {
        return new JobId("j-" + uuid("job", requester.value(), owner, key));
    }

    /** Returns the id of the evaluation that the submission was. */
    EvaluationId evaluationId(NodeId requester) {
        return new EvaluationId("v-" + uuid("evaluation", requester.value(), owner, key));
    }

    /** Returns what only another try of the same submission has too; tells nothing about it. */
    String seal() {
        return HexFormat.of().formatHex(digest("seal", owner, key, fingerprint));
    }

    /**
     * Answers a submission whose job exists already.
     *
     * @param key of the submission; null for none
     * @throws BacalhauException if the job came from another submission: {@code CONFLICT} if that had the same key, {@code
     *     ALREADY_EXISTS} if the submitter chose the id of a job
     */
    static Submitted answerAgain(@Nullable SubmissionKey key, Job before, NodeId requester, List<String> warnings) {
        if (key != null && key.seal().equals(before.spec().meta().get(META))) {
            return new Submitted(before, key.evaluationId(requester), warnings);
        }
        if (key != null && key.hasMade(before, requester)) {
            throw BacalhauException.of(
                    ErrorCode.CONFLICT,
                    "the idempotency key was used for another submission",
                    "use a new key for each submission, and the same for each try of one");
        }
        throw BacalhauException.of(ErrorCode.ALREADY_EXISTS, "job already exists: " + before.id(), "choose another id");
    }

    private boolean hasMade(Job job, NodeId requester) {
        String made = jobId(requester).value();
        return made.equals(job.id().value()) || made.equals(job.spec().meta().get(JobStore.SUBMISSION_META));
    }

    private static UUID uuid(String... parts) {
        ByteBuffer digest = ByteBuffer.wrap(digest(parts));
        return new UUID(
                digest.getLong() & ~0xf000L | VERSION_8, digest.getLong() & ~(VARIANT | VARIANT >>> 1) | VARIANT);
    }

    private static byte[] digest(String... parts) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length, so that no two lists of parts look alike.
            sha256.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            sha256.update(bytes);
        }
        return sha256.digest();
    }
}
