package org.bacalhau.core.compute;

import java.io.IOException;
import java.util.List;
import org.bacalhau.core.executor.Executor;
import org.bacalhau.core.executor.RunRequest;
import org.bacalhau.core.executor.RunResult;
import org.bacalhau.core.model.Fault;
import org.bacalhau.core.model.InputSource;
import org.bacalhau.core.model.SpecConfig;
import org.bacalhau.core.model.Task;
import org.bacalhau.core.publisher.PublishRequest;
import org.bacalhau.core.publisher.Publisher;
import org.bacalhau.core.storage.PreparedInput;
import org.bacalhau.core.storage.StorageProvider;
import org.bacalhau.core.testing.Jobs;

/** Components that answer questions as the test says. They are never run: the runner is the test's too. */
class HandEngine implements Executor {
    boolean available = true;
    boolean survives;
    List<Fault> faults = List.of();
    List<InputSource> engineInputs = List.of();

    @Override
    public String type() {
        return Jobs.ENGINE;
    }

    @Override
    public RunResult run(RunRequest request) {
        throw new UnsupportedOperationException("the runner is the test's");
    }

    @Override
    public boolean isAvailable() {
        return available;
    }

    @Override
    public List<Fault> validate(SpecConfig engine) {
        return faults;
    }

    @Override
    public List<InputSource> engineInputs(SpecConfig engine) {
        return engineInputs;
    }

    @Override
    public boolean survivesRestart() {
        return survives;
    }

    /** An engine that has an opinion of its own on bids. */
    static final class Opinionated extends HandEngine {
        String reason = "";

        @Override
        public String reasonNotToBid(Task task) {
            return reason;
        }
    }

    /** A source of inputs. */
    static final class Source implements StorageProvider {
        boolean local;
        long size;
        boolean broken;
        List<Fault> faults = List.of();

        @Override
        public String type() {
            return "s3";
        }

        @Override
        public List<Fault> validate(SpecConfig source) {
            return faults;
        }

        @Override
        public boolean isLocal(InputSource input) {
            return local;
        }

        @Override
        public long sizeBytes(InputSource input) throws IOException {
            if (broken) {
                throw new IOException("bucket is on fire");
            }
            return size;
        }

        @Override
        public PreparedInput prepare(InputSource input, java.nio.file.Path directory) {
            throw new UnsupportedOperationException("the runner is the test's");
        }
    }

    /** A place for results. */
    static final class Place implements Publisher {
        List<Fault> faults = List.of();

        @Override
        public String type() {
            return "local";
        }

        @Override
        public List<Fault> validate(SpecConfig publisher) {
            return faults;
        }

        @Override
        public SpecConfig publish(PublishRequest request) {
            throw new UnsupportedOperationException("the runner is the test's");
        }
    }
}
