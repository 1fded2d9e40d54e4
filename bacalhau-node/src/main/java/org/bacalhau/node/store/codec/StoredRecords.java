package org.bacalhau.node.store.codec;

import org.bacalhau.core.model.Execution;
import org.bacalhau.core.model.HistoryEntry;
import org.bacalhau.core.model.Job;
import org.bacalhau.core.model.JobId;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.store.LocalExecution;
import org.bacalhau.core.store.NodeRecord;

/**
 * Writes and reads the roles' records. Safe for any thread.
 *
 * <p>Each {@code encode} throws {@link IllegalArgumentException} if the record holds something that cannot be stored, and
 * each {@code decode} {@link UnreadableRecordException} if the bytes cannot be read.
 */
public final class StoredRecords {
    private StoredRecords() {}

    /** Writes a job without its spec, which never changes and may be large. */
    public static byte[] encodeJob(Job job) {
        return RecordFormat.write(out -> JobCodec.write(out, job));
    }

    /** Writes a job's spec. */
    public static byte[] encodeSpec(JobSpec spec) {
        return RecordFormat.write(out -> SpecCodec.write(out, spec));
    }

    /** Reads a job from its two parts. */
    public static Job decodeJob(byte[] job, byte[] spec) {
        JobSpec read = decodeSpec(spec);
        return RecordFormat.read(job, in -> JobCodec.read(in, read));
    }

    /** Reads a job's spec. */
    public static JobSpec decodeSpec(byte[] spec) {
        return RecordFormat.read(spec, SpecCodec::read);
    }

    /** Writes an execution. */
    public static byte[] encodeExecution(Execution execution) {
        return RecordFormat.write(out -> JobCodec.writeExecution(out, execution));
    }

    /** Reads an execution. */
    public static Execution decodeExecution(byte[] execution) {
        return RecordFormat.read(execution, JobCodec::readExecution);
    }

    /** Writes a history entry without its job. */
    public static byte[] encodeHistory(HistoryEntry entry) {
        return RecordFormat.write(out -> JobCodec.writeHistory(out, entry));
    }

    /** Reads a history entry of {@code job}. */
    public static HistoryEntry decodeHistory(JobId job, byte[] entry) {
        return RecordFormat.read(entry, in -> JobCodec.readHistory(in, job));
    }

    /** Writes a node record. */
    public static byte[] encodeNode(NodeRecord node) {
        return RecordFormat.write(out -> NodeCodec.write(out, node));
    }

    /** Reads a node record. */
    public static NodeRecord decodeNode(byte[] node) {
        return RecordFormat.read(node, NodeCodec::read);
    }

    /** Writes a compute node's execution without its job. */
    public static byte[] encodeLocalExecution(LocalExecution execution) {
        return RecordFormat.write(out -> LocalExecutionCodec.write(out, execution));
    }

    /** Writes the job of a compute node's execution, with its spec. */
    public static byte[] encodeLocalJob(Job job) {
        return RecordFormat.write(out -> {
            JobCodec.write(out, job);
            out.object("spec", job.spec(), SpecCodec::write);
        });
    }

    /** Reads a compute node's execution from its two parts. */
    public static LocalExecution decodeLocalExecution(byte[] execution, byte[] job) {
        Job read = RecordFormat.read(job, in -> JobCodec.read(in, in.object("spec", SpecCodec::read)));
        return RecordFormat.read(execution, in -> LocalExecutionCodec.read(in, read));
    }
}
