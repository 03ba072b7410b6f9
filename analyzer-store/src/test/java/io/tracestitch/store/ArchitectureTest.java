package io.tracestitch.store;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The store stands on the core alone, the port on no engine, and the engines do not know each other. */
@AnalyzeClasses(packages = "io.tracestitch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String STORE = "io.tracestitch.store";

    @ArchTest
    static final ArchRule OF_THE_PRODUCT_ONLY_THE_CORE = noClasses().that().resideInAPackage(STORE + "..").should()
            .dependOnClassesThat().resideInAnyPackage("io.tracestitch.stream..", "io.tracestitch.api..", "io.tracestitch.cli..",
                    "io.tracestitch.testbed..", "org.apache.kafka..", "io.micrometer..", "picocli..");

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NO_STORE = noClasses().that().resideInAPackage("io.tracestitch.core..").should()
            .dependOnClassesThat().resideInAnyPackage(STORE + "..", "org.apache.lucene..", "co.elastic..");

    @ArchTest
    static final ArchRule THE_PORT_KNOWS_NO_ENGINE = classes().that().resideInAPackage(STORE).should().onlyDependOnClassesThat()
            .resideInAnyPackage(STORE, "io.tracestitch.core..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule ENGINES_DO_NOT_KNOW_EACH_OTHER = slices().matching(STORE + ".(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule LUCENE_STAYS_INSIDE = noClasses().that().resideOutsideOfPackage(STORE + ".lucene..").should()
            .dependOnClassesThat().resideInAPackage("org.apache.lucene..");

    @ArchTest
    static final ArchRule LITTLE_OF_THE_EMBEDDED_STORE_IS_PUBLIC = classes().that().resideInAPackage(STORE + ".lucene..").and()
            .arePublic().should().haveSimpleNameStartingWith("Lucene");
}
