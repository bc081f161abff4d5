package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whatever is named is there, or k8s/README.md says who must bring it; selectors find somebody. */
final class References implements ManifestCheck {
  @Override
  public List<String> problems(Manifests manifests) {
    Lines lines = new Lines();
    for (Workload one : manifests.workloads()) {
      named(one, manifests, lines);
      selects(lines, one.text(), one.spec().path("selector").path("matchLabels"), List.of(one));
    }
    for (String kind : List.of("Service", "PodDisruptionBudget", "NetworkPolicy")) {
      for (JsonNode one : manifests.of(kind)) {
        JsonNode labels =
            switch (kind) {
              case "Service" -> one.at("/spec/selector");
              case "NetworkPolicy" -> one.at("/spec/podSelector/matchLabels");
              default -> one.at("/spec/selector/matchLabels");
            };
        selects(lines, Manifests.text(one), labels, manifests.workloads());
      }
    }
    for (Workload one : manifests.ours()) {
      long budgets =
          manifests.of("PodDisruptionBudget").stream()
              .filter(budget -> matches(budget.at("/spec/selector/matchLabels"), one))
              .count();
      lines.require(
          budgets == (one.serves() ? 1 : 0),
          one.text() + ": must have a PodDisruptionBudget if it serves, had " + budgets);
    }
    for (JsonNode scaled : manifests.of("ScaledObject")) {
      String kind = scaled.at("/spec/scaleTargetRef/kind").asText();
      String name = scaled.at("/spec/scaleTargetRef/name").asText();
      lines.require(
          manifests.find(kind, name).isPresent(),
          Manifests.text(scaled) + ": " + kind + " " + name + " must be there");
      for (JsonNode trigger : scaled.at("/spec/triggers")) {
        String access = trigger.at("/authenticationRef/name").asText();
        lines.require(
            access.isEmpty() || manifests.find("TriggerAuthentication", access).isPresent(),
            Manifests.text(scaled) + ": TriggerAuthentication " + access + " must be there");
      }
    }
    for (JsonNode access : manifests.of("TriggerAuthentication")) {
      for (JsonNode secret : access.at("/spec/secretTargetRef")) {
        secret(secret.path("name").asText(), Manifests.text(access), manifests, lines);
      }
    }
    for (String kind : List.of("KafkaTopic", "KafkaUser", "KafkaNodePool")) {
      for (JsonNode one : manifests.of(kind)) {
        String cluster = one.at("/metadata/labels").path("strimzi.io/cluster").asText();
        lines.require(
            manifests.find("Kafka", cluster).isPresent(),
            Manifests.text(one) + ": its cluster must be there, was " + cluster);
      }
    }
    return lines.all();
  }

  private static void named(Workload one, Manifests manifests, Lines lines) {
    String whose = one.text();
    String account = one.pod().path("serviceAccountName").asText();
    exists(account, "ServiceAccount", whose, manifests, lines);
    if (one.kind().equals("StatefulSet")) {
      exists(one.spec().path("serviceName").asText(), "Service", whose, manifests, lines);
    }
    Collection<String> volumes = new TreeSet<>();
    for (JsonNode volume : one.pod().path("volumes")) {
      volumes.add(volume.path("name").asText());
      exists(volume.at("/configMap/name").asText(), "ConfigMap", whose, manifests, lines);
      secret(volume.at("/secret/secretName").asText(), whose, manifests, lines);
      lines.require(
          !volume.has("persistentVolumeClaim"), whose + ": claims come from templates only");
    }
    one.spec()
        .path("volumeClaimTemplates")
        .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
    for (JsonNode container : one.containers()) {
      container
          .path("volumeMounts")
          .forEach(
              mount ->
                  lines.require(
                      volumes.contains(mount.path("name").asText()),
                      whose + ": volume " + mount.path("name").asText() + " must be there"));
      for (JsonNode from : container.path("envFrom")) {
        exists(from.at("/configMapRef/name").asText(), "ConfigMap", whose, manifests, lines);
        secret(from.at("/secretRef/name").asText(), whose, manifests, lines);
      }
      for (JsonNode variable : container.path("env")) {
        secret(variable.at("/valueFrom/secretKeyRef/name").asText(), whose, manifests, lines);
        String map = variable.at("/valueFrom/configMapKeyRef/name").asText();
        exists(map, "ConfigMap", whose, manifests, lines);
      }
    }
  }

  private static void exists(
      String name, String kind, String whose, Manifests manifests, Lines lines) {
    lines.require(
        name.isEmpty() || manifests.find(kind, name).isPresent(),
        whose + ": " + kind + " " + name + " must be there");
  }

  /** Strimzi makes one for each user and one of the cluster's certificates. */
  private static void secret(String name, String whose, Manifests manifests, Lines lines) {
    boolean made =
        manifests.find("KafkaUser", name).isPresent()
            || manifests.of("Kafka").stream()
                .anyMatch(kafka -> name.equals(Manifests.name(kafka) + "-cluster-ca-cert"));
    lines.require(
        name.isEmpty() || made || documented().contains("| `" + name + "` |"),
        whose + ": Secret " + name + " must be made by Strimzi or stand in k8s/README.md");
  }

  private static String documented() {
    try {
      return Files.readString(Path.of("k8s", "README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void selects(
      Lines lines, String whose, JsonNode labels, Collection<Workload> among) {
    if (!labels.isObject()) {
      return; // a Job's selector is its own affair
    }
    lines.require(
        labels.size() > 0 && among.stream().anyMatch(one -> matches(labels, one)),
        whose + ": its selector must find pods, was " + labels);
  }

  static boolean matches(JsonNode labels, Workload pod) {
    Map<String, String> wanted = Manifests.strings(labels);
    return pod.labels().entrySet().containsAll(wanted.entrySet());
  }
}
