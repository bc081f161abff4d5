package io.strategystreams.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything under k8s/ is as strictly right as can be told without a cluster. */
class ManifestsTest {
  static final Map<String, ManifestCheck> CHECKS =
      Map.of(
          "known fields", new KnownFields(),
          "confinement", new Confinement(),
          "life of a pod", new LifeOfAPod(),
          "references", new References(),
          "settings", new SettingsOfProcesses(),
          "reach", new Reach(),
          "scaling", new Scaling(),
          "topics", new TopicsAsPlanned(),
          "rights", new RightsOfUsers(),
          "zones", new Zones());

  static Stream<Arguments> everything() {
    return Stream.of(Overlay.values())
        .flatMap(
            overlay ->
                CHECKS.keySet().stream().sorted().map(check -> Arguments.of(overlay, check)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everything")
  void whatIsRenderedIsAsItMustBe(Overlay overlay, String check) {
    assertThat(CHECKS.get(check).problems(overlay.manifests())).isEmpty();
  }

  @Test
  void eachOverlayHoldsWhatItIsFor() {
    assertThat(kinds(Overlay.DEV))
        .contains("StatefulSet broker", "Deployment registry", "Job replay", "Job topics")
        .contains("StatefulSet strategies", "StatefulSet paper-executor")
        .noneMatch(one -> one.matches("(ScaledObject|ServiceMonitor|PrometheusRule|Kafka).*"));
    assertThat(kinds(Overlay.PRODUCTION))
        .contains(
            "StatefulSet strategies-a", "StatefulSet strategies-b", "StatefulSet strategies-c")
        .contains("ScaledObject strategies-a", "Kafka kafka", "KafkaTopic orders")
        .contains("KafkaUser strategies", "ServiceMonitor strategy-streams")
        .contains("PrometheusRule strategy-streams", "PodDisruptionBudget strategies")
        .doesNotContain("Job topics");
  }

  @Test
  void inProductionTheApplicationsRunUnderItsRules() {
    Manifests production = Overlay.PRODUCTION.manifests();
    List<String> services = new ArrayList<>();
    for (Workload one : production.ours()) {
      if (one.serves()) {
        services.add(one.name());
        assertThat(one.pod().at("/containers/0/args").toString())
            .as(one.text())
            .contains("\"--profile\",\"production\"");
      }
    }
    assertThat(services).hasSize(4);
    var application = Deployed.application(production);
    assertThat(application.topics().replication()).isEqualTo(3);
    assertThat(application.topics().minInsyncReplicas()).isEqualTo(2);
  }

  private static List<String> kinds(Overlay overlay) {
    return overlay.manifests().all().stream().map(Manifests::text).toList();
  }
}
