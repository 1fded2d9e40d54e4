package org.bacalhau.examples.benchmark;

import com.dylibso.chicory.wabt.Wat2Wasm;
import org.bacalhau.core.LocalNetwork;
import org.bacalhau.core.model.JobSpec;
import org.bacalhau.core.requester.Requester;
import org.bacalhau.examples.WatModules;

/** What a small WebAssembly program costs from submission to end, and how long the first run of a new module takes. */
final class WasmHello implements Section {
    private static final int ROUNDS = 5;
    private static final int FUNCTIONS = 1_100;

    @Override
    public String name() {
        return "wasm-hello";
    }

    @Override
    public void run(Table table) throws Exception {
        double[] p50 = new double[ROUNDS];
        double[] p99 = new double[ROUNDS];
        double[] rate = new double[ROUNDS];
        double[] first = new double[ROUNDS];
        double[] second = new double[ROUNDS];
        int moduleBytes = 0;
        JobSpec hello = Jobs.wasm(WatModules.assemble("hello.wat"));
        try (LocalNetwork network = WasmNetwork.start()) {
            Requester requester = network.requester();
            Load.manyInFlight(requester, hello, 16, 5_000);
            for (int round = 0; round < ROUNDS; round++) {
                double[] millis = Load.oneInFlight(requester, hello, 1_000);
                p50[round] = Load.percentile(millis, 0.5);
                p99[round] = Load.percentile(millis, 0.99);
                rate[round] = Load.manyInFlight(requester, hello, 16, 5_000);
                byte[] module = largeModule(round);
                moduleBytes = module.length;
                JobSpec large = Jobs.wasm(module);
                first[round] = Load.oneInFlight(requester, large, 1)[0];
                second[round] = Load.percentile(Load.oneInFlight(requester, large, 21), 0.5);
            }
        }
        table.add("hello, one in flight, p50", "%.2f ms", "<= 3 ms", p50);
        table.add("hello, one in flight, p99", "%.2f ms", "", p99);
        table.add("hello, 16 in flight", "%.0f jobs/s", ">= 600 jobs/s", rate);
        table.add("first run of a new module of " + moduleBytes / 1000 + " kB", "%.0f ms", "<= 400 ms", first);
        table.add("the same module again, p50", "%.2f ms", "<= 5 ms", second);
    }

    /** Returns a module of about 100 kB that differs from all others by {@code number}. */
    private static byte[] largeModule(int number) {
        StringBuilder text = new StringBuilder("(module (memory (export \"memory\") 1)\n");
        for (int i = 0; i < FUNCTIONS; i++) {
            text.append("(func $f").append(i).append(" (param i32) (result i32) (local i32)\n");
            for (int step = 0; step < 8; step++) {
                text.append("(local.set 1 (i32.add (i32.mul (local.get 0) (i32.const ")
                        .append(number * 1_000 + i + step)
                        .append(")) (i32.xor (local.get 1) (local.get 0))))\n");
            }
            text.append("(local.get 1))\n");
        }
        text.append("(func (export \"_start\") (drop (call $f0 (i32.const 1)))))");
        return Wat2Wasm.parse(text.toString());
    }
}
