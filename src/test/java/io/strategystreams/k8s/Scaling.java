package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.ShippedConfigs;
import io.strategystreams.contract.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Never more instances than partitions, never none, and slowly. */
final class Scaling implements ManifestCheck {
  private static final int LONG = 1800;

  @Override
  public List<String> problems(Manifests manifests) {
    Lines lines = new Lines();
    int most = 0;
    int partitions = Integer.MAX_VALUE;
    for (JsonNode one : manifests.of("ScaledObject")) {
      String whose = Manifests.text(one);
      JsonNode spec = one.path("spec");
      Optional<Workload> target =
          manifests.workloads().stream()
              .filter(each -> each.name().equals(spec.at("/scaleTargetRef/name").asText()))
              .findFirst();
      if (target.isEmpty()) {
        continue; // References tells
      }
      lines.require(
          !target.get().spec().has("replicas"),
          target.get().text() + ": what is scaled must not say how many it is");
      most += spec.path("maxReplicaCount").asInt(100);
      Map<String, String> environment =
          new TreeMap<>(
              target.get().environment(manifests, target.get().pod().at("/containers/0")));
      environment.keySet().removeIf(name -> !name.startsWith("STRATEGY_STREAMS_"));
      var application = ConfigDirectory.load(ShippedConfigs.DIRECTORY, environment).application();
      partitions = application.partitions();
      lines.require(
          spec.path("minReplicaCount").asInt(0) >= 1 && !spec.has("idleReplicaCount"),
          whose + ": must never scale to zero");
      lines.require(
          spec.path("minReplicaCount").asInt() <= spec.path("maxReplicaCount").asInt(),
          whose + ": minReplicaCount must not be above maxReplicaCount");
      lines.require(
          spec.path("cooldownPeriod").asInt(300) >= LONG
              && spec.at("/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown")
                      .path("stabilizationWindowSeconds")
                      .asInt(300)
                  >= LONG,
          whose + ": must wait long before it scales down");
      for (JsonNode trigger : spec.path("triggers")) {
        lines.equal(whose, trigger, "/metadata/consumerGroup", application.applicationId());
        String topic = trigger.at("/metadata/topic").asText();
        lines.require(
            Topics.ALL.contains(topic), whose + ": must look at a topic that is, was " + topic);
        String brokers = trigger.at("/metadata/bootstrapServersFromEnv").asText();
        lines.require(
            brokers.equals("STRATEGY_STREAMS_BOOTSTRAP_SERVERS"),
            whose + ": must ask the strategies' brokers, was " + brokers);
      }
    }
    lines.require(
        most <= partitions,
        "maxReplicaCount of all must not be above the partitions " + partitions + ", was " + most);
    return lines.all();
  }
}
