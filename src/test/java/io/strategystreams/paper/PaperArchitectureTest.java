package io.strategystreams.paper;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The paper executor's rules are pure, and nothing in it looks at a clock or throws dice. */
@AnalyzeClasses(packages = "io.strategystreams.paper", importOptions = DoNotIncludeTests.class)
class PaperArchitectureTest {

  @ArchTest
  static final ArchRule ledgersAndVenuesArePure =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.strategystreams.paper.ledger..",
              "io.strategystreams.paper.exchange..",
              "io.strategystreams.paper.attribution..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "org.apache.avro..",
              "io.strategystreams.events..",
              "io.strategystreams.state..",
              "io.strategystreams.serde..",
              "io.strategystreams.contract..");

  @ArchTest
  static final ArchRule noClockAndNoDice =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");

  @ArchTest
  static final ArchRule packagesDependOneWay =
      slices().matching("io.strategystreams.paper.(*)..").should().beFreeOfCycles();
}
