package io.orbweaver.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The rules that a table stands for. They judge any root package, so that a test can show them wrong code. */
final class ArchitectureRules {
    private static final Set<String> VAGUE = Set.of("util", "utils", "helper", "helpers", "impl", "manager");

    private final ImportTable table;

    ArchitectureRules(ImportTable table) {
        this.table = table;
    }

    ArchRule everyPackageHasItsRow() {
        return rule("have a row in the import table", (type, report) -> {
            if (!table.packages().containsKey(packageOf(type))) {
                report.accept("package " + type.getPackageName() + " has no row: " + type.getName());
            }
        });
    }

    ArchRule packagesUseOnlyWhatTheirRowNames() {
        return rule("use only the packages of their row", (type, report) -> {
            Set<String> allowed = table.packages().getOrDefault(packageOf(type), Set.of());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isOurs(target)
                        && !target.getPackageName().equals(type.getPackageName())
                        && !allowed.contains(packageOf(target))
                        && !allowed.contains(outermost(target))) {
                    report.accept(dependency.getDescription());
                }
            }
        });
    }

    ArchRule librariesEnterWhereTheTableSays() {
        return rule("use a library only where its row says", (type, report) -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isThirdParty(target) && !mayUseLibrary(packageOf(type), target.getName())) {
                    report.accept(dependency.getDescription());
                }
            }
        });
    }

    ArchRule jdkPartsStayOutOfWhereTheyAreBanned() {
        return rule("keep banned parts of the JDK out", (type, report) -> {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isBanned(packageOf(type), target.getName())) {
                    report.accept(dependency.getDescription());
                }
            }
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (isBanned(packageOf(type), access.getTarget().getFullName())) {
                    report.accept(access.getDescription());
                }
            }
        });
    }

    ArchRule namesSayWhatAThingDoes() {
        return rule("have names that say what they do", (type, report) -> {
            String name = type.getSimpleName().toLowerCase(Locale.ROOT);
            if (VAGUE.stream().anyMatch(name::endsWith)) {
                report.accept(type.getName() + " says nothing by the end of its name");
            }
            for (String part : type.getPackageName().split("\\.")) {
                if (VAGUE.contains(part)) {
                    report.accept(type.getName() + " lies in a package that says nothing: " + part);
                }
            }
        });
    }

    ArchRule packagesHaveNoCycle() {
        return SlicesRuleDefinition.slices()
                .matching(table.root() + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private boolean mayUseLibrary(String user, String target) {
        Optional<String> row = table.libraries().keySet().stream()
                .filter(prefix -> covers(prefix, target))
                .max(Comparator.comparingInt(String::length));
        return row.map(table.libraries()::get)
                .map(users -> users.contains(ImportTable.ANYWHERE) || isAmong(users, user))
                .orElse(false);
    }

    private boolean isBanned(String user, String target) {
        for (Map.Entry<String, Set<String>> row : table.jdk().entrySet()) {
            if (isAmong(row.getValue(), user) && covers(row.getKey(), target)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAmong(Set<String> packages, String name) {
        return packages.stream().anyMatch(each -> covers(each, name));
    }

    /** Whether the name is the prefix itself or something inside it: a class, a nested class or a method's overload. */
    private static boolean covers(String prefix, String name) {
        return name.startsWith(prefix)
                && (name.length() == prefix.length() || ".$(".indexOf(name.charAt(prefix.length())) >= 0);
    }

    private boolean isOurs(JavaClass type) {
        return covers(table.root(), type.getPackageName());
    }

    private boolean isThirdParty(JavaClass type) {
        String name = type.getPackageName();
        return !name.isEmpty() && !isOurs(type) && !covers("java", name) && !covers("javax", name);
    }

    private String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(table.root()) ? "" : name.substring(table.root().length() + 1);
    }

    private String outermost(JavaClass type) {
        String name = type.getName().substring(table.root().length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private ArchRule rule(String description, BiConsumer<JavaClass, Consumer<String>> judge) {
        return classes().that().resideInAPackage(table.root() + "..").should(new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                judge.accept(type, message -> events.add(violated(type, message)));
            }
        });
    }
}
