package org.bacalhau.node.executor.docker;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** These tests need a Docker engine, and say so where there is none. {@code .ci/run} takes a skipped test for a failure. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(RequiresDocker.EngineCondition.class)
public @interface RequiresDocker {

    /** Asks the engine, once for all tests. */
    final class EngineCondition implements ExecutionCondition {
        private static final boolean PRESENT = answers();

        private static boolean answers() {
            try (DockerExecutor executor = DockerExecutor.create(DockerConfig.DEFAULT)) {
                return executor.isAvailable();
            }
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return PRESENT
                    ? ConditionEvaluationResult.enabled("a Docker engine answers")
                    : ConditionEvaluationResult.disabled(
                            "no Docker engine answers on this machine; start one, on Debian by .ci/docker-engine");
        }
    }
}
