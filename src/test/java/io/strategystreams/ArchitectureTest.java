package io.strategystreams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what: the pure core knows neither Kafka nor Avro nor a clock. */
@AnalyzeClasses(packages = "io.strategystreams", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule coreIsPure =
      noClasses()
          .that()
          .resideInAPackage("io.strategystreams.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.apache.avro..",
              "io.strategystreams.events..",
              "io.strategystreams.serde..",
              "io.strategystreams.contract..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule coreReadsNoClock =
      noClasses()
          .that()
          .resideInAPackage("io.strategystreams.core..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheDemoStartsABrokerOfItsOwn =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.strategystreams.embedded..", "io.strategystreams.cli.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.strategystreams.embedded..", "kafka..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule configurationKnowsTheCoreOnly =
      noClasses()
          .that()
          .resideInAPackage("io.strategystreams.config..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("io.strategystreams..")
                  .and(
                      JavaClass.Predicates.resideOutsideOfPackages(
                          "io.strategystreams.config..", "io.strategystreams.core..")))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..");
}
