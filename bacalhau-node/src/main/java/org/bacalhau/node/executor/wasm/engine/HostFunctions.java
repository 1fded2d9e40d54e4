package org.bacalhau.node.executor.wasm.engine;

import com.dylibso.chicory.log.Logger;
import com.dylibso.chicory.runtime.ChicoryInterruptedException;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.node.executor.wasm.wasi.GuestFaultException;
import org.bacalhau.node.executor.wasm.wasi.GuestMemory;
import org.bacalhau.node.executor.wasm.wasi.HostCall;
import org.bacalhau.node.executor.wasm.wasi.OutputFailedException;
import org.jspecify.annotations.Nullable;

/** The functions of WASI preview 1 as one run may import them. For its thread. */
final class HostFunctions {
    /** The module that programs import them from. */
    static final String MODULE = "wasi_snapshot_preview1";

    // What touches neither files nor descriptors comes with the runtime.
    private static final Set<String> FROM_RUNTIME = Set.of(
            "args_get",
            "args_sizes_get",
            "environ_get",
            "environ_sizes_get",
            "clock_res_get",
            "clock_time_get",
            "proc_exit",
            "proc_raise",
            "sched_yield");

    private static final GuestMemory NO_MEMORY = (address, length) -> {
        throw new GuestFaultException(address, length);
    };

    private final Map<String, ImportFunction> functions = new HashMap<>(); // as many as WASI has

    HostFunctions(Program program) {
        WasiOptions.Builder options = WasiOptions.builder()
                .withArguments(program.arguments())
                .withClock(program.host().clock().withZone(ZoneOffset.UTC));
        program.environment().forEach(options::withEnvironment);
        WasiPreview1 runtime = WasiPreview1.builder()
                .withLogger(new NoLogger())
                .withOptions(options.build())
                .build();
        for (HostFunction function : runtime.toHostFunctions()) {
            if (FROM_RUNTIME.contains(function.name())) {
                functions.put(function.name(), function);
            }
        }
        for (HostCall call : program.host().calls()) {
            functions.put(call.name(), functionOf(call));
        }
    }

    Optional<ImportFunction> find(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    private static ImportFunction functionOf(HostCall call) {
        List<ValType> parameters = call.parameters()
                .chars()
                .mapToObj(letter -> letter == 'l' ? ValType.I64 : ValType.I32)
                .toList();
        FunctionType type = FunctionType.of(parameters, List.of(ValType.I32));
        return new HostFunction(MODULE, call.name(), type, (instance, values) -> invoke(call, instance, values));
    }

    private static long[] invoke(HostCall call, Instance instance, long[] values) {
        try {
            return new long[] {call.invoke(memoryOf(instance), values)};
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChicoryInterruptedException(e);
        } catch (OutputFailedException | BacalhauException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new HostFaultException(call.name(), e);
        }
    }

    private static GuestMemory memoryOf(Instance instance) {
        return instance.memory() instanceof LinearMemory memory ? memory : NO_MEMORY;
    }

    /** A function of ours failed in a way it should not. */
    static final class HostFaultException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HostFaultException(String function, RuntimeException cause) {
            super(function + ": " + cause, cause);
        }
    }

    /** The runtime would log each call. */
    private static final class NoLogger implements Logger {
        @Override
        public void log(Level level, String message, @Nullable Throwable throwable) {}

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }
    }
}
