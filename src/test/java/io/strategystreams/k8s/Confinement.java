package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** No pod may do more than it must; ours may write to their state and /tmp only. */
final class Confinement implements ManifestCheck {
  private static final int USER = 10001;

  @Override
  public List<String> problems(Manifests manifests) {
    Lines lines = new Lines();
    for (Workload one : manifests.workloads()) {
      String whose = one.text();
      lines.equal(whose, one.pod(), "/automountServiceAccountToken", false);
      lines.equal(whose, one.pod(), "/enableServiceLinks", false);
      lines.equal(whose, one.pod(), "/securityContext/runAsNonRoot", true);
      lines.equal(whose, one.pod(), "/securityContext/seccompProfile/type", "RuntimeDefault");
      for (JsonNode container : one.containers()) {
        lines.equal(whose, container, "/securityContext/allowPrivilegeEscalation", false);
        lines.equal(whose, container, "/securityContext/capabilities/drop/0", "ALL");
        lines.require(
            !container.at("/resources/limits/memory").asText().isEmpty()
                && container
                    .at("/resources/limits/memory")
                    .equals(container.at("/resources/requests/memory")),
            whose + ": memory must be asked for as it is limited");
      }
    }
    Set<String> budgets = new TreeSet<>();
    for (Workload one : manifests.ours()) {
      String whose = one.text();
      lines.equal(whose, one.pod(), "/securityContext/runAsUser", USER);
      lines.equal(whose, one.pod(), "/securityContext/runAsGroup", USER);
      lines.equal(whose, one.pod(), "/securityContext/fsGroup", USER);
      for (JsonNode container : one.containers()) {
        lines.equal(whose, container, "/securityContext/readOnlyRootFilesystem", true);
        lines.require(
            one.pod().at("/volumes").findValuesAsText("name").contains("tmp")
                && mounts(container).contains("/tmp"),
            whose + ": /tmp must be there to be written to");
        lines.require(
            !container.has("volumeDevices") && !container.at("/securityContext").has("privileged"),
            whose + ": must not be privileged");
      }
      if (one.serves()) {
        budgets.add(one.pod().at("/containers/0/resources").toString());
      }
    }
    lines.require(budgets.size() <= 1, "one memory budget must be everybody's, was " + budgets);
    manifests
        .of("ServiceAccount")
        .forEach(
            one -> lines.equal(Manifests.text(one), one, "/automountServiceAccountToken", false));
    return lines.all();
  }

  private static List<String> mounts(JsonNode container) {
    return container.path("volumeMounts").findValuesAsText("mountPath");
  }
}
