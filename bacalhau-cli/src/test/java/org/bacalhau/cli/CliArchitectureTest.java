package org.bacalhau.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The boundaries of this module: it parses, calls and prints. */
@AnalyzeClasses(packages = "org.bacalhau.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class CliArchitectureTest {
    @ArchTest
    static final ArchRule coreIsReachedByItsApiAlone = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bacalhau.core.requester..",
                    "org.bacalhau.core.compute..",
                    "org.bacalhau.core.scheduler..",
                    "org.bacalhau.core.store..")
            .because("what a command may do is what any program may do");

    @ArchTest
    static final ArchRule commandsReachNodesOverHttpAlone = noClasses()
            .that()
            .resideInAnyPackage("org.bacalhau.cli.job..", "org.bacalhau.cli.agent..", "org.bacalhau.cli.node..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bacalhau.node..")
            .because("they work with any node, also one of the original");

    @ArchTest
    static final ArchRule librariesOfTheNodeStayInTheNode = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..", "okhttp3..", "com.github.dockerjava..", "org.sqlite..");

    @ArchTest
    static final ArchRule whatAllCommandsStandOnKnowsNoCommand = noClasses()
            .that()
            .resideInAPackage("org.bacalhau.cli.launch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.bacalhau.cli.job..",
                    "org.bacalhau.cli.run..",
                    "org.bacalhau.cli.node..",
                    "org.bacalhau.cli.agent..",
                    "org.bacalhau.cli.completion..");

    @ArchTest
    static final ArchRule onlyTheLaunchAndOutputTouchTheProcess = noClasses()
            .that()
            .resideOutsideOfPackages("org.bacalhau.cli", "org.bacalhau.cli.launch..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .because("commands run inside tests, and inside other programs");
}
