package io.tracestitch.core;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Which package of the core may use which, and what of the JDK none of them may. */
@AnalyzeClasses(packages = "io.tracestitch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CORE = "io.tracestitch.core";
    /** Turns the patterns' YAML into one file while the product is built; nothing of the analysis uses it. */
    private static final String BUILD_STEP = CORE + ".pattern.PatternCompiler";

    @ArchTest
    static final ArchRule ARROWS_POINT_DOWN = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("analyzer").definedBy(CORE)
            .layer("pattern").definedBy(CORE + ".pattern..")
            .layer("incident").definedBy(CORE + ".incident..")
            .layer("stitch").definedBy(CORE + ".stitch..")
            .layer("record").definedBy(CORE + ".record..")
            .layer("input").definedBy(CORE + ".input..")
            .layer("asyncio").definedBy(CORE + ".asyncio..")
            .layer("traceback").definedBy(CORE + ".traceback..")
            .layer("state").definedBy(CORE + ".state..")
            .whereLayer("traceback").mayNotAccessAnyLayer()
            .whereLayer("asyncio").mayNotAccessAnyLayer()
            .whereLayer("state").mayNotAccessAnyLayer()
            .whereLayer("input").mayOnlyAccessLayers("state")
            .whereLayer("record").mayOnlyAccessLayers("input", "traceback", "asyncio", "state")
            .whereLayer("incident").mayOnlyAccessLayers("traceback", "asyncio", "state")
            .whereLayer("stitch").mayOnlyAccessLayers("incident", "record", "input", "traceback", "asyncio", "state")
            .whereLayer("stitch").mayOnlyBeAccessedByLayers("analyzer")
            .whereLayer("pattern").mayOnlyAccessLayers("incident", "traceback", "asyncio")
            .ensureAllClassesAreContainedInArchitectureIgnoring("io.tracestitch.cli..", "io.tracestitch.bench..");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(CORE + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule GRAMMARS_NEED_THE_JDK_ALONE = noClasses().that().resideInAnyPackage(CORE + ".traceback..",
            CORE + ".asyncio..").should().dependOnClassesThat().resideOutsideOfPackages("java..", "org.jspecify..", CORE + "..");

    @ArchTest
    static final ArchRule NO_FILES_AND_NO_NETWORK = noClasses().that().resideInAPackage(CORE + "..").and()
            .doNotHaveFullyQualifiedName(BUILD_STEP).should().dependOnClassesThat().resideInAnyPackage("java.nio.file..",
                    "java.nio.channels..", "java.net..", "javax.net..").orShould().dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|RandomAccessFile).*");

    @ArchTest
    static final ArchRule ONLY_THE_BUILD_CALLS_ITS_STEP = noClasses().that().doNotHaveFullyQualifiedName(BUILD_STEP).should()
            .dependOnClassesThat().haveFullyQualifiedName(BUILD_STEP);

    @ArchTest
    static final ArchRule NO_THREADS = noClasses().that().resideInAPackage(CORE + "..").should().dependOnClassesThat()
            .resideInAPackage("java.util.concurrent..").orShould().dependOnClassesThat()
            .haveNameMatching("java\\.lang\\.(Thread|ThreadLocal|Runtime|Process)(\\$.*)?");

    @ArchTest
    static final ArchRule NO_CLOCK = noClasses().that().resideInAPackage(CORE + "..").should().dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(Instant.class, "now").orShould().callMethod(LocalDateTime.class, "now")
            .orShould().callMethod(OffsetDateTime.class, "now").orShould().callMethod(ZonedDateTime.class, "now");

    @ArchTest
    static final ArchRule NOTHING_PRINTED = noClasses().that().resideInAPackage(CORE + "..").and()
            .doNotHaveFullyQualifiedName(BUILD_STEP).should().accessField(System.class, "out").orShould()
            .accessField(System.class, "err");
}
