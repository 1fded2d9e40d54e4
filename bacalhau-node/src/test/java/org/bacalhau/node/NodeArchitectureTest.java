package org.bacalhau.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries of this module. */
@AnalyzeClasses(packages = "org.bacalhau.node", importOptions = ImportOption.DoNotIncludeTests.class)
class NodeArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheEngineKnowsTheWebAssemblyRuntime = noClasses()
            .that()
            .resideOutsideOfPackage("org.bacalhau.node.executor.wasm.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.dylibso.chicory..", "run.endive..")
            .because("the runtime has a successor, and to move to it is to change one package");

    @ArchTest
    static final ArchRule onlyTheEngineKnowsTheDockerClient = noClasses()
            .that()
            .resideOutsideOfPackage("org.bacalhau.node.executor.docker.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..")
            .because("the library's calls have no deadline, and every one needs it");

    @ArchTest
    static final ArchRule filesOfProgramsKnowNoProgram = noClasses()
            .that()
            .resideInAPackage("org.bacalhau.node.executor.wasm.fs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bacalhau.core..",
                    "org.bacalhau.node.executor.wasm",
                    "org.bacalhau.node.executor.wasm.engine..",
                    "org.bacalhau.node.executor.wasm.wasi..")
            .because("what a program may reach is judged in one place, by reading one package");

    @ArchTest
    static final ArchRule hostFunctionsKnowNoTask = noClasses()
            .that()
            .resideInAPackage("org.bacalhau.node.executor.wasm.wasi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bacalhau.core..",
                    "org.bacalhau.node.executor.wasm",
                    "org.bacalhau.node.executor.wasm.engine..");

    @ArchTest
    static final ArchRule onlyTheServerKnowsJetty = noClasses()
            .that()
            .resideOutsideOfPackage("org.bacalhau.node.http")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..")
            .because("what routes do is read, and tested, without sockets");
}
