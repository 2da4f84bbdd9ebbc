package io.orbweaver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The code of all modules keeps to {@link ImportTable}: layers, libraries at one door each, no cycle, no vague name. */
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // What one module lends the tests of another is packed by then, and lies in no directory of tests.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.orbweaver");

    private final ArchitectureRules rules = new ArchitectureRules(ImportTable.ofOrbweaver());

    @Test
    void classesOfSeveralModulesAreSeen() {
        assertThat(CODE.stream().map(JavaClass::getName))
                .as("rules over no class always hold")
                .contains("io.orbweaver.url.Url", "io.orbweaver.store.Batch", "io.orbweaver.fetch.FetchOutcome")
                .noneMatch(name -> name.startsWith("io.orbweaver.architecture"));
    }

    @Test
    void everyPackageHasItsRow() {
        rules.everyPackageHasItsRow().check(CODE);
    }

    @Test
    void packagesUseOnlyWhatTheirRowNames() {
        rules.packagesUseOnlyWhatTheirRowNames().check(CODE);
    }

    @Test
    void librariesEnterWhereTheTableSays() {
        rules.librariesEnterWhereTheTableSays().check(CODE);
    }

    @Test
    void jdkPartsStayOutOfWhereTheyAreBanned() {
        rules.jdkPartsStayOutOfWhereTheyAreBanned().check(CODE);
    }

    @Test
    void namesSayWhatAThingDoes() {
        rules.namesSayWhatAThingDoes().check(CODE);
    }

    @Test
    void packagesHaveNoCycle() {
        rules.packagesHaveNoCycle().check(CODE);
    }
}
