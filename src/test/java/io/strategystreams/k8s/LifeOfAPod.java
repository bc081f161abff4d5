package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.lifecycle.StreamsLifecycle;
import java.util.List;

/** Services start, are probed, spread, keep their state and stop as the code expects. */
final class LifeOfAPod implements ManifestCheck {
  private static final String STATE_DIR = "STRATEGY_STREAMS_STATE_DIR";

  @Override
  public List<String> problems(Manifests manifests) {
    Lines lines = new Lines();
    List<Workload> services = manifests.ours().stream().filter(Workload::serves).toList();
    lines.require(!services.isEmpty(), "there must be services");
    for (Workload one : services) {
      String whose = one.text();
      lines.equal(whose, one.manifest(), "/kind", "StatefulSet");
      lines.equal(whose, one.spec(), "/podManagementPolicy", "Parallel");
      long grace = one.pod().path("terminationGracePeriodSeconds").asLong(30);
      lines.require(
          grace > StreamsLifecycle.STOPPING.toSeconds(),
          whose
              + ": terminationGracePeriodSeconds must be above "
              + StreamsLifecycle.STOPPING.toSeconds()
              + ", was "
              + grace);
      JsonNode container = one.pod().at("/containers/0");
      lines.equal(whose, container, "/startupProbe/httpGet/path", "/live");
      lines.equal(whose, container, "/livenessProbe/httpGet/path", "/live");
      lines.equal(whose, container, "/readinessProbe/httpGet/path", "/ready");
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        lines.equal(whose, container, "/" + probe + "/httpGet/port", "http");
      }
      lines.require(
          one.pod().at("/affinity/podAntiAffinity").isObject(),
          whose + ": instances must keep apart");
      lines.require(
          one.pod().path("topologySpreadConstraints").size() > 0,
          whose + ": instances must spread");
      String directory = one.environment(manifests, container).getOrDefault(STATE_DIR, "");
      String volume = "";
      for (JsonNode mount : container.path("volumeMounts")) {
        if (mount.path("mountPath").asText().equals(directory)) {
          volume = mount.path("name").asText();
        }
      }
      lines.require(
          one.spec().at("/volumeClaimTemplates/0/metadata/name").asText().equals(volume),
          whose + ": " + STATE_DIR + " must lie on the claimed volume, was " + directory);
    }
    return lines.all();
  }
}
