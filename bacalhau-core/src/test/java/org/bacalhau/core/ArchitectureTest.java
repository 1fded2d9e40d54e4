package org.bacalhau.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The boundaries of this module. Think before you widen one: each keeps some part of core testable on its own. */
@AnalyzeClasses(packages = "org.bacalhau.core", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Path SOURCES = Path.of("src/main/java");

    @ArchTest
    static final ArchRule dependsOnNothingButSlf4jAndJspecify = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.slf4j..", "org.jspecify..", "org.bacalhau.core..")
            .because("an embedder gets this module without anything else on the class path");

    @ArchTest
    static final ArchRule hasNoPackageCycles =
            slices().matching("org.bacalhau.core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule requesterDoesNotKnowCompute = noClasses()
            .that()
            .resideInAPackage("org.bacalhau.core.requester..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bacalhau.core.compute..")
            .because("the two roles meet only in the transport package")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule computeDoesNotKnowRequester = noClasses()
            .that()
            .resideInAPackage("org.bacalhau.core.compute..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bacalhau.core.requester..")
            .because("the two roles meet only in the transport package")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule componentsKnowOnlyTheirSeams = classes()
            .that()
            .resideInAPackage("org.bacalhau.core.component..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "org.bacalhau.core.component..",
                    "org.bacalhau.core.executor..",
                    "org.bacalhau.core.model..",
                    "org.bacalhau.core.publisher..",
                    "org.bacalhau.core.storage..")
            .because("both roles look components up there, and must not meet there");

    @ArchTest
    static final ArchRule modelKnowsOnlyItself = classes()
            .that()
            .resideInAPackage("org.bacalhau.core.model..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.bacalhau.core.model..");

    @ArchTest
    static final ArchRule takesTimeChanceAndThreadsFromOutside = noClasses()
            .that()
            .resideOutsideOfPackages("org.bacalhau.core", "org.bacalhau.core.runtime..")
            .should()
            .accessTargetWhere(targetIsOneOf(
                    "java.time.Instant.now",
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.util.UUID.randomUUID",
                    "java.lang.Math.random",
                    "java.util.concurrent.ThreadLocalRandom.current",
                    "java.lang.Thread.sleep",
                    "java.lang.Thread.<init>",
                    "java.util.concurrent.Executors.*"))
            .because("a simulation replays a whole network from one seed");

    @ArchTest
    static final ArchRule leavesTheProcessToItsOwner = noClasses()
            .should()
            .accessTargetWhere(targetIsOneOf(
                    "java.lang.System.exit",
                    "java.lang.System.out",
                    "java.lang.System.err",
                    "java.lang.Runtime.addShutdownHook"))
            .because("the process, its end and its terminal belong to the embedder");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?)")
            .orShould()
            .haveSimpleNameStartingWith("Abstract");

    @Test
    void everyPackageIsDescribed() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            Set<Path> packages = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .collect(Collectors.toSet());

            assertThat(packages)
                    .isNotEmpty()
                    .allSatisfy(directory ->
                            assertThat(directory.resolve("package-info.java")).exists());
        }
    }

    /** Matches calls, field accesses and method references to {@code owner.member}; {@code owner.*} means every member. */
    private static DescribedPredicate<JavaAccess<?>> targetIsOneOf(String... members) {
        Set<String> wanted = Set.of(members);
        return DescribedPredicate.describe("target is one of " + String.join(", ", members), access -> {
            String owner = access.getTargetOwner().getFullName();
            return wanted.contains(owner + "." + access.getName()) || wanted.contains(owner + ".*");
        });
    }
}
