package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One port for all who ask, and ways out to brokers, registry and names, nowhere else. */
final class Reach implements ManifestCheck {
  private static final String PORT = "STRATEGY_STREAMS_HEALTH__PORT";
  private static final String BROKERS = "STRATEGY_STREAMS_BOOTSTRAP_SERVERS";
  private static final String REGISTRY = "STRATEGY_STREAMS_SCHEMA_REGISTRY_URL";
  private static final String DNS = "53";

  @Override
  public List<String> problems(Manifests manifests) {
    Lines lines = new Lines();
    for (Workload one : manifests.ours()) {
      JsonNode container = one.pod().at("/containers/0");
      Map<String, String> environment = one.environment(manifests, container);
      String port = environment.getOrDefault(PORT, "");
      if (one.serves()) {
        lines.equal(one.text(), container, "/ports/0/name", "http");
        lines.equal(one.text(), container, "/ports/0/containerPort", port);
        lines.require(
            "0.0.0.0".equals(environment.get("STRATEGY_STREAMS_HEALTH__ADDRESS")),
            one.text() + ": probes come from outside, so health.address must be 0.0.0.0");
      }
      List<JsonNode> policies =
          manifests.of("NetworkPolicy").stream()
              .filter(policy -> References.matches(policy.at("/spec/podSelector/matchLabels"), one))
              .map(JsonNode.class::cast)
              .toList();
      for (String direction : List.of("Ingress", "Egress")) {
        lines.require(
            policies.stream()
                .anyMatch(policy -> policy.at("/spec/policyTypes").toString().contains(direction)),
            one.text() + ": a NetworkPolicy must bound its " + direction);
      }
      Set<String> in = ports(policies, "ingress", "from", one, lines);
      lines.require(
          in.equals(Set.of(port)), one.text() + ": only " + port + " may be asked, was " + in);
      Set<String> wanted = new TreeSet<>(Set.of(DNS));
      if (environment.containsKey(BROKERS)) {
        for (String broker : environment.get(BROKERS).split(",")) {
          wanted.add(broker.substring(broker.lastIndexOf(':') + 1));
        }
        URI registry = URI.create(environment.get(REGISTRY));
        wanted.add(Integer.toString(registry.getPort()));
      }
      Set<String> out = ports(policies, "egress", "to", one, lines);
      lines.require(
          out.equals(wanted), one.text() + ": ways out must be " + wanted + ", was " + out);
    }
    for (JsonNode monitor : manifests.of("ServiceMonitor")) {
      boolean found =
          manifests.of("Service").stream()
              .filter(
                  service ->
                      Manifests.strings(service.at("/metadata/labels"))
                          .entrySet()
                          .containsAll(
                              Manifests.strings(monitor.at("/spec/selector/matchLabels"))
                                  .entrySet()))
              .anyMatch(
                  service ->
                      service
                          .at("/spec/ports/0/name")
                          .equals(monitor.at("/spec/endpoints/0/port")));
      lines.require(found, Manifests.text(monitor) + ": must find a Service with its port");
    }
    return lines.all();
  }

  private static Set<String> ports(
      List<JsonNode> policies, String way, String peers, Workload whose, Lines lines) {
    Set<String> ports = new TreeSet<>();
    for (JsonNode policy : policies) {
      for (JsonNode rule : policy.at("/spec/" + way)) {
        lines.require(
            rule.path(peers).size() > 0 && rule.path("ports").size() > 0,
            whose.text() + ": each rule must say to whom and by which port, was " + rule);
        rule.path("ports").forEach(port -> ports.add(port.path("port").asText()));
      }
    }
    return ports;
  }
}
