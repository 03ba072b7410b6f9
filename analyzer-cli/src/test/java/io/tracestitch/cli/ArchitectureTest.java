package io.tracestitch.cli;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The command line stands on the core, never the other way round; its rooms do not lean on each other in circles. */
@AnalyzeClasses(packages = "io.tracestitch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CLI = "io.tracestitch.cli";

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_COMMAND_LINE = noClasses().that().resideInAPackage("io.tracestitch.core..").should()
            .dependOnClassesThat().resideInAnyPackage(CLI + "..", "picocli..", "gg.jte..", "com.github.luben..");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(CLI + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ROOMS_KNOW_NO_COMMANDS = noClasses().that().resideInAPackage(CLI + ".*..").should()
            .dependOnClassesThat(resideInAPackage(CLI)
                    .and(not(
                            equivalentTo(UserError.class))));

    @ArchTest
    static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("run").definedBy(CLI + ".run..")
            .layer("explain").definedBy(CLI + ".explain..")
            .layer("page").definedBy(CLI + ".page..")
            .layer("report").definedBy(CLI + ".report..")
            .layer("input").definedBy(CLI + ".input..")
            .layer("config").definedBy(CLI + ".config..")
            .layer("service").definedBy(CLI + ".service..")
            .layer("doctor").definedBy(CLI + ".doctor..")
            .whereLayer("input").mayNotAccessAnyLayer()
            .whereLayer("report").mayNotAccessAnyLayer()
            .whereLayer("page").mayOnlyAccessLayers("report")
            .whereLayer("run").mayOnlyAccessLayers("input", "report")
            .whereLayer("explain").mayOnlyAccessLayers("input", "report", "run")
            .whereLayer("config").mayNotAccessAnyLayer()
            .whereLayer("service").mayOnlyAccessLayers("config")
            .whereLayer("doctor").mayOnlyAccessLayers("config", "service");

    @ArchTest
    static final ArchRule MODULES_POINT_DOWN = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("core").definedBy("io.tracestitch.core..")
            .layer("store").definedBy("io.tracestitch.store..")
            .layer("stream").definedBy("io.tracestitch.stream..")
            .layer("cli").definedBy(CLI + "..")
            .whereLayer("core").mayNotAccessAnyLayer()
            .whereLayer("store").mayOnlyAccessLayers("core")
            .whereLayer("stream").mayOnlyAccessLayers("core", "store");

    /** So that {@code analyze} starts as fast as if there were no Kafka. */
    @ArchTest
    static final ArchRule READING_LOGS_NEEDS_NO_KAFKA = noClasses().that().resideInAnyPackage(CLI + ".run..", CLI + ".report..",
            CLI + ".page..", CLI + ".explain..", CLI + ".input..").should().dependOnClassesThat().resideInAnyPackage("org.apache..",
                    "io.micrometer..", "io.tracestitch.stream..", "io.tracestitch.store..");
}
