package dev.skein.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom: the table of the README, checked over everything that is shipped. */
class WallsTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.skein");

  /** Each room, and the rooms that it may look into beside itself. */
  private static final Map<String, List<String>> MAY_IMPORT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("contracts", List.of()),
              Map.entry("release", List.of("contracts")),
              Map.entry("engine", List.of("contracts", "release")),
              Map.entry("rollout", List.of("contracts", "release")),
              Map.entry("coordinator", List.of("contracts", "release", "rollout")),
              Map.entry("worker", List.of("contracts", "release", "engine")),
              Map.entry("cli", List.of("contracts", "release", "engine", "rollout")),
              Map.entry("embedded", List.of()),
              Map.entry(
                  "standalone",
                  List.of(
                      "contracts",
                      "release",
                      "engine",
                      "rollout",
                      "coordinator",
                      "worker",
                      "cli",
                      "embedded")),
              Map.entry(
                  "bench",
                  List.of(
                      "contracts",
                      "release",
                      "engine",
                      "rollout",
                      "coordinator",
                      "worker",
                      "cli",
                      "embedded",
                      "standalone"))));

  @TestFactory
  List<DynamicTest> eachRoomImportsOnlyWhatItMay() {
    List<DynamicTest> tests = new ArrayList<>();
    MAY_IMPORT.forEach(
        (room, allowed) -> {
          List<String> forbidden = new ArrayList<>(MAY_IMPORT.keySet());
          forbidden.removeAll(allowed);
          forbidden.remove(room);
          tests.add(DynamicTest.dynamicTest(room, () -> walls(room, forbidden).check(HOUSE)));
        });
    return tests;
  }

  private static ArchRule walls(String room, List<String> forbidden) {
    return noClasses()
        .that()
        .resideInAPackage(packages(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.stream().map(WallsTest::packages).toArray(String[]::new))
        .because("the walls between the rooms are what lets each of them be understood alone")
        .allowEmptyShould(false);
  }

  private static String packages(String room) {
    return "dev.skein." + room + "..";
  }

  @Test
  void everyRoomIsInTheTable() {
    assertThat(
            HOUSE.stream()
                .map(type -> type.getPackageName().split("\\.", -1))
                .filter(names -> names.length > 2)
                .map(names -> names[2])
                .distinct())
        .allMatch(MAY_IMPORT::containsKey);
  }

  @Test
  void noPackagesGoInCircles() {
    slices()
        .matching("dev.skein.(**)")
        .should()
        .beFreeOfCycles()
        .because("a circle of packages is one package that hides its size")
        .check(HOUSE);
  }

  @Test
  void contractsKnowNeitherKafkaNorSpring() {
    free("contracts", "org.apache.kafka..", "org.springframework..");
  }

  @Test
  void aReleaseKnowsNoDatabase() {
    free("release", "java.sql..", "org.postgresql..", "org.flywaydb..", "org.springframework..");
  }

  @Test
  void theEngineKnowsNeitherKafkaNorSpring() {
    free("engine", "org.apache.kafka..", "org.springframework..");
  }

  @Test
  void theCoordinatorKnowsNoFlyway() {
    free("coordinator", "org.flywaydb..");
  }

  @Test
  void theRulesArePure() {
    free(
        "rollout",
        "org.springframework..",
        "org.apache.kafka..",
        "java.sql..",
        "org.slf4j..",
        "java.io..",
        "java.nio.file..");
    noClasses()
        .that()
        .resideInAPackage("dev.skein.rollout..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Math.class, "random")
        .because("the same input must give the same decision")
        .check(HOUSE);
  }

  @Test
  void controllersListenersAndRowsStayInTheirRooms() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Controller")
        .or()
        .haveSimpleNameEndingWith("Rows")
        .should()
        .bePackagePrivate()
        .because("edges are called by nobody but their framework or their own room")
        .check(HOUSE);
  }

  private static void free(String room, String... forbidden) {
    noClasses()
        .that()
        .resideInAPackage(packages(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .check(HOUSE);
  }
}
