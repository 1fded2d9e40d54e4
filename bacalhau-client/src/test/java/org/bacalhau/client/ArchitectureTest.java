package org.bacalhau.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** What may depend on what, and what users of the client get to see. */
@AnalyzeClasses(packages = "org.bacalhau.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("org.bacalhau.client.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule shapesOfTheApiKnowNothingOfTheClient = noClasses()
            .that()
            .resideInAnyPackage("org.bacalhau.client.api", "org.bacalhau.client.archive")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bacalhau.client", "okhttp3..", "okio..");

    @ArchTest
    static final ArchRule onlyTheShapesKnowHowJsonIsReadAndWritten = noClasses()
            .that()
            .resideOutsideOfPackage("org.bacalhau.client.api")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..", "org.yaml..");

    @ArchTest
    static final ArchRule libraryNeitherPrintsNorExits = noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule usersSeeOnlyTheJdkAndOurOwnTypes = classes()
            .that()
            .arePublic()
            .should(new ArchCondition<>("have only such types in public signatures") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getCodeUnits().stream()
                            .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                                    || unit.getModifiers().contains(JavaModifier.PROTECTED))
                            .forEach(unit -> typesOf(unit)
                                    .filter(DescribedPredicate.not(ArchitectureTest.seen()))
                                    .forEach(foreign -> events.add(SimpleConditionEvent.violated(
                                            unit, unit.getFullName() + " shows " + foreign.getName()))));
                }
            });

    private static Stream<JavaClass> typesOf(JavaCodeUnit unit) {
        return Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream())
                .map(JavaClass::getBaseComponentType);
    }

    private static DescribedPredicate<JavaClass> seen() {
        return DescribedPredicate.describe(
                "seen by users",
                type -> type.isPrimitive()
                        || type.getPackageName().startsWith("java.")
                        || type.getPackageName().startsWith("javax.")
                        || type.getPackageName().startsWith("org.bacalhau."));
    }
}
