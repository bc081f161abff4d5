package io.strategystreams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** What may know what: the pure core knows neither Kafka nor Avro nor a clock. */
@AnalyzeClasses(packages = "io.strategystreams", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] DEVELOPMENT = {
    "io.strategystreams.backtest..",
    "io.strategystreams.chaos..",
    "io.strategystreams.embedded..",
    "io.strategystreams.cli.backtest..",
    "io.strategystreams.cli.bench..",
    "io.strategystreams.cli.chaos..",
    "io.strategystreams.cli.cluster..",
    "io.strategystreams.cli.demo.."
  };
  private static final String DEVELOPMENT_COMMANDS =
      "io\\.strategystreams\\.cli\\.(Backtest|Bench|Chaos|Cluster|Demo|Failover)Command(\\$.*)?";

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
              "io.micrometer..",
              "org.slf4j..",
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

  /** Decimals are money; a double may only be a ratio, and which ones are is said here. */
  @ArchTest
  static final ArchRule doublesInTheCoreAreRatios =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("io.strategystreams.core..")
          .and()
          .haveNameNotMatching("confidence|sd|fundingRate|confidenceThreshold|deviation")
          .should()
          .haveRawType(isFloatingPoint());

  @ArchTest
  static final ArchRule packagesDependOneWay =
      slices().matching("io.strategystreams.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule corePackagesDependOneWay =
      slices().matching("io.strategystreams.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theEngineDoesNotKnowItsExecutorOrItsReplay =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.strategystreams.topology..",
              "io.strategystreams.contract..",
              "io.strategystreams.serde..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.strategystreams.paper..",
              "io.strategystreams.replay..",
              "io.strategystreams.cli..");

  @ArchTest
  static final ArchRule executorsMeetTheEngineInTheContractOnly =
      noClasses()
          .that()
          .resideInAPackage("io.strategystreams.paper..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.strategystreams.topology..", "io.strategystreams.cli..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule commandsReachAClusterWithoutKafkaStreams =
      noClasses()
          .that()
          .resideInAPackage("io.strategystreams.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka.streams..", "io.strategystreams.topology..");

  @ArchTest
  static final ArchRule whatIsMeasuredKnowsTheCoreOnly =
      noClasses()
          .that()
          .resideInAPackage("io.strategystreams.metrics..")
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAPackage("io.strategystreams..")
                  .and(
                      JavaClass.Predicates.resideOutsideOfPackages(
                          "io.strategystreams.metrics..", "io.strategystreams.core..")))
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..");

  private static DescribedPredicate<JavaClass> isFloatingPoint() {
    return DescribedPredicate.describe(
        "double or float",
        type ->
            Set.of("double", "float", "java.lang.Double", "java.lang.Float")
                .contains(type.getFullName()));
  }

  @ArchTest
  static final ArchRule onlyDevelopmentStartsABrokerOfItsOwn =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.strategystreams.embedded..",
              "io.strategystreams.chaos..",
              "io.strategystreams.cli.bench..",
              "io.strategystreams.cli.demo..",
              "io.strategystreams.cli.cluster..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.strategystreams.embedded..", "kafka..")
          .allowEmptyShould(true);

  /** The image leaves them out; commands for development are found by name (DevelopmentCommand). */
  @ArchTest
  static final ArchRule whatRunsInTheImageKnowsNothingOfDevelopment =
      noClasses()
          .that(JavaClass.Predicates.resideOutsideOfPackages(DEVELOPMENT))
          .and()
          .haveNameNotMatching(DEVELOPMENT_COMMANDS)
          .should()
          .dependOnClassesThat(
              JavaClass.Predicates.resideInAnyPackage(DEVELOPMENT)
                  .or(HasName.Predicates.nameMatching(DEVELOPMENT_COMMANDS)));

  @ArchTest
  static final ArchRule onlyBacktestsRunTopologiesInDrivers =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.strategystreams.backtest..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.apache\\.kafka\\.streams\\..*Test[A-Z].*|.*\\.MockProducer");

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
