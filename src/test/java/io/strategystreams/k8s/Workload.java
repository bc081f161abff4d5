package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A manifest that makes pods. */
record Workload(ObjectNode manifest) {
  private static final Set<String> KINDS = Set.of("StatefulSet", "Deployment", "Job");

  static boolean is(JsonNode manifest) {
    return KINDS.contains(Manifests.kind(manifest));
  }

  String text() {
    return Manifests.text(manifest);
  }

  String kind() {
    return Manifests.kind(manifest);
  }

  String name() {
    return Manifests.name(manifest);
  }

  JsonNode spec() {
    return manifest.path("spec");
  }

  JsonNode pod() {
    return spec().path("template").path("spec");
  }

  Map<String, String> labels() {
    return Manifests.strings(spec().path("template").path("metadata").path("labels"));
  }

  /** Those that start first too. */
  List<JsonNode> containers() {
    List<JsonNode> containers = new ArrayList<>();
    pod().path("initContainers").forEach(containers::add);
    pod().path("containers").forEach(containers::add);
    return containers;
  }

  /** Whether it answers probes and tells metrics. */
  boolean serves() {
    return "http".equals(labels().get("strategystreams.io/serves"));
  }

  /** By name, its own variables over those of ConfigMaps; what a Secret holds is said as such. */
  Map<String, String> environment(Manifests among, JsonNode container) {
    Map<String, String> environment = new TreeMap<>();
    container
        .path("envFrom")
        .forEach(
            from ->
                among
                    .find("ConfigMap", from.path("configMapRef").path("name").asText())
                    .ifPresent(map -> environment.putAll(Manifests.strings(map.path("data")))));
    container
        .path("env")
        .forEach(
            one ->
                environment.put(
                    one.path("name").asText(),
                    one.has("value") ? one.path("value").asText() : told(one.path("valueFrom"))));
    return environment;
  }

  private String told(JsonNode from) {
    String field = from.path("fieldRef").path("fieldPath").asText();
    if (field.startsWith("metadata.labels['")) {
      return labels().getOrDefault(field.substring(17, field.length() - 2), "");
    }
    return "secret";
  }
}
