package io.orbweaver.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rule finds the one thing that is wrong in {@code io.orbweaver.fixture}, and nothing in its blameless package. */
class ArchitectureRulesTest {
    private static final String ROOT = "io.orbweaver.fixture";
    private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(ROOT);
    private static final JavaClasses BLAMELESS = new ClassFileImporter().importPackages(ROOT + ".low");

    private final ArchitectureRules rules = new ArchitectureRules(new ImportTable(
            ROOT,
            Map.of("low", Set.of(), "high", Set.of("low.Ground"), "util", Set.of()),
            Map.of("org.slf4j", Set.of(ImportTable.ANYWHERE), "org.slf4j.event", Set.of("low")),
            Map.of("java.util.regex", Set.of("high"), "java.lang.System.nanoTime", Set.of("high"))));

    @Test
    void aPackageWithoutRowIsFound() {
        assertFinds(rules.everyPackageHasItsRow(), "package io.orbweaver.fixture.unknown has no row", 1);
    }

    @Test
    void anArrowThatIsNotInTheRowIsFound() {
        assertFinds(rules.packagesUseOnlyWhatTheirRowNames(), "io.orbweaver.fixture.unknown.Stray.up", 2);
    }

    @Test
    void aTypeBesideTheOneThatTheRowNamesIsFound() {
        assertFinds(rules.packagesUseOnlyWhatTheirRowNames(), "io.orbweaver.fixture.low.Cellar", 2);
    }

    @Test
    void aLibraryOutsideItsPackageIsFound() {
        assertFinds(rules.librariesEnterWhereTheTableSays(), "org.slf4j.event.Level", 1);
    }

    @Test
    void aLibraryWithoutRowIsFound() {
        ArchitectureRules withoutRow = new ArchitectureRules(new ImportTable(ROOT, Map.of(), Map.of(), Map.of()));
        assertFinds(withoutRow.librariesEnterWhereTheTableSays(), "org.slf4j.event.Level", 1);
    }

    @Test
    void aBannedClassOfTheJdkIsFound() {
        assertFinds(rules.jdkPartsStayOutOfWhereTheyAreBanned(), "java.util.regex.Pattern", 2);
    }

    @Test
    void aBannedMethodOfTheJdkIsFound() {
        assertFinds(rules.jdkPartsStayOutOfWhereTheyAreBanned(), "java.lang.System.nanoTime()", 2);
    }

    @Test
    void aVagueNameIsFound() {
        assertFinds(rules.namesSayWhatAThingDoes(), "ThingManager says nothing by the end of its name", 2);
        assertFinds(rules.namesSayWhatAThingDoes(), "lies in a package that says nothing: util", 2);
    }

    @Test
    void aCycleIsFound() {
        assertFinds(rules.packagesHaveNoCycle(), "Cycle detected", 1);
    }

    @Test
    void noClassAtAllIsFound() {
        JavaClasses nothing = new ClassFileImporter().importPackages("io.orbweaver.absent");
        assertThatThrownBy(() -> rules.everyPackageHasItsRow().check(nothing))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes");
    }

    private static void assertFinds(ArchRule rule, String message, int atLeast) {
        var found = rule.evaluate(FIXTURE).getFailureReport().getDetails();
        assertThat(found).hasSizeGreaterThanOrEqualTo(atLeast).anyMatch(line -> line.contains(message));
        assertThat(rule.evaluate(BLAMELESS).hasViolation()).isFalse();
    }
}
