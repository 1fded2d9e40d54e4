package org.bacalhau.core.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.core.model.Failure;
import org.bacalhau.core.model.NodeId;

/** Turns what a call of an endpoint throws into a failed stage, as if the endpoint were far away. */
final class LocalCall {
    private LocalCall() {}

    static <T> CompletionStage<T> answer(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (BacalhauException e) {
            return CompletableFuture.failedStage(e);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(new BacalhauException(
                    Failure.of(ErrorCode.INTERNAL, "the receiver failed: " + e, "see the receiver's log"), e));
        }
    }

    static BacalhauException notThere(String role, NodeId node) {
        return BacalhauException.of(
                ErrorCode.UNAVAILABLE, "no " + role + " " + node + " takes part", "try again when it has joined");
    }

    static BacalhauException portClosed(NodeId self) {
        return BacalhauException.of(ErrorCode.UNAVAILABLE, "port of " + self + " is closed", "open another port");
    }

    static BacalhauException forged(NodeId self, NodeId from) {
        return BacalhauException.of(
                ErrorCode.PERMISSION_DENIED, self + " sent a message in the name of " + from, "send in its own name");
    }
}
