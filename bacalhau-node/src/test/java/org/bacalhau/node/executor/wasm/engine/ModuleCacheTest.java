package org.bacalhau.node.executor.wasm.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.dylibso.chicory.runtime.Instance;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bacalhau.core.model.BacalhauException;
import org.bacalhau.core.model.ErrorCode;
import org.bacalhau.node.executor.wasm.Fixtures;
import org.junit.jupiter.api.Test;

class ModuleCacheTest {
    private static final long PLENTY = 1 << 20;

    private static ModuleBinary module(int number) {
        byte[] bytes = Fixtures.wat("(module (func (export \"f\") (result i32) (i32.const " + number + ")))");
        return new ModuleBinary("module " + number, "", bytes);
    }

    @Test
    void compilesTheSameContentOnce() throws Exception {
        try (ModuleCache cache = new ModuleCache(new EngineLimits(4, PLENTY, 2))) {
            ReadyModule first = cache.get(module(1));

            assertThat(cache.get(module(1))).isSameAs(first);
            assertThat(cache.get(module(2))).isNotSameAs(first);
        }
    }

    @Test
    void compilesOnceForAllWhoAskAtATime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (ModuleCache cache = new ModuleCache(new EngineLimits(4, PLENTY, 2))) {
            Callable<ReadyModule> get = () -> cache.get(module(3));
            List<ReadyModule> got = new ArrayList<>();
            for (Future<ReadyModule> each : threads.invokeAll(List.of(get, get, get, get, get, get, get, get))) {
                got.add(each.get());
            }

            assertThat(got).allSatisfy(each -> assertThat(each).isSameAs(got.get(0)));
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void keepsNoMoreModulesThanItMay() throws Exception {
        try (ModuleCache cache = new ModuleCache(new EngineLimits(2, PLENTY, 1))) {
            ReadyModule first = cache.get(module(1));
            ReadyModule second = cache.get(module(2));
            assertThat(cache.get(module(1)))
                    .as("still there, and now the latest")
                    .isSameAs(first);
            cache.get(module(3));

            assertThat(cache.get(module(1))).isSameAs(first);
            assertThat(cache.get(module(2))).as("evicted").isNotSameAs(second);
        }
    }

    @Test
    void keepsNoMoreBytesThanItMay() throws Exception {
        try (ModuleCache cache = new ModuleCache(new EngineLimits(100, 50, 1))) {
            ReadyModule first = cache.get(module(1));
            cache.get(module(2));

            assertThat(module(1).bytes().length).isBetween(26, 50);
            assertThat(cache.get(module(1))).as("evicted").isNotSameAs(first);
        }
    }

    @Test
    void letsTheClassesOfEvictedModulesGo() throws Exception {
        try (ModuleCache cache = new ModuleCache(new EngineLimits(1, PLENTY, 1))) {
            WeakReference<ClassLoader> evicted = new WeakReference<>(loaderOf(cache.get(module(1))));
            cache.get(module(2));

            await().untilAsserted(() -> {
                System.gc();
                assertThat(evicted.get()).isNull();
            });
        }
    }

    private static ClassLoader loaderOf(ReadyModule module) {
        Instance instance = Instance.builder(module.module())
                .withMachineFactory(module.machines())
                .build();
        assertThat(instance.export("f").apply()).hasSize(1);
        return instance.getMachine().getClass().getClassLoader();
    }

    @Test
    void dropsTheBodiesOfCompiledFunctions() throws Exception {
        try (ModuleCache cache = new ModuleCache(new EngineLimits(1, PLENTY, 1))) {
            var code = cache.get(module(1)).module().codeSection();

            assertThat(code.functionBodyCount()).isOne();
            assertThat(code.getFunctionBody(0).instructions()).isEmpty();
        }
    }

    @Test
    void doesNotKeepFailures() {
        try (ModuleCache cache = new ModuleCache(new EngineLimits(4, PLENTY, 1))) {
            ModuleBinary broken = new ModuleBinary("this module", "", new byte[] {1, 2, 3});
            ModuleBinary again = new ModuleBinary("the other", "", new byte[] {1, 2, 3});

            assertThatThrownBy(() -> cache.get(broken)).hasMessageStartingWith("this module: ");
            assertThatThrownBy(() -> cache.get(again)).hasMessageStartingWith("the other: ");
        }
    }

    @Test
    void refusesModulesOnceItIsClosed() {
        ModuleCache cache = new ModuleCache(new EngineLimits(4, PLENTY, 1));
        cache.close();
        cache.close();

        assertThatThrownBy(() -> cache.get(module(1)))
                .isInstanceOfSatisfying(
                        BacalhauException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
}
