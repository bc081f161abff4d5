package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What is applied together. */
record Manifests(List<ObjectNode> all) {
  static final String NAME = "app.kubernetes.io/name";
  static final String OURS = "strategy-streams";

  Manifests {
    all = List.copyOf(all);
  }

  static String kind(JsonNode manifest) {
    return manifest.path("kind").asText();
  }

  static String name(JsonNode manifest) {
    return manifest.path("metadata").path("name").asText();
  }

  /** For messages. */
  static String text(JsonNode manifest) {
    return kind(manifest) + " " + name(manifest);
  }

  List<ObjectNode> of(String kind) {
    return all.stream().filter(one -> kind(one).equals(kind)).toList();
  }

  Optional<ObjectNode> find(String kind, String name) {
    return of(kind).stream().filter(one -> name(one).equals(name)).findFirst();
  }

  ObjectNode get(String kind, String name) {
    return find(kind, name)
        .orElseThrow(() -> new AssertionError("there must be a " + kind + " " + name));
  }

  /** Everything that runs. */
  List<Workload> workloads() {
    return all.stream().filter(Workload::is).map(Workload::new).toList();
  }

  /** What runs our image. */
  List<Workload> ours() {
    return workloads().stream().filter(one -> OURS.equals(one.labels().get(NAME))).toList();
  }

  /** The same, one manifest changed. */
  Manifests with(String kind, String name, Consumer<ObjectNode> change) {
    get(kind, name);
    List<ObjectNode> changed = new ArrayList<>();
    for (ObjectNode one : all) {
      ObjectNode copy = one.deepCopy();
      if (kind(one).equals(kind) && name(one).equals(name)) {
        change.accept(copy);
      }
      changed.add(copy);
    }
    return new Manifests(changed);
  }

  /** The same, one manifest left out. */
  Manifests without(String kind, String name) {
    get(kind, name);
    return new Manifests(
        all.stream().filter(one -> !(kind(one).equals(kind) && name(one).equals(name))).toList());
  }

  static Map<String, String> strings(JsonNode object) {
    Map<String, String> strings = new TreeMap<>();
    object.properties().forEach(one -> strings.put(one.getKey(), one.getValue().asText()));
    return strings;
  }
}
