package io.strategystreams.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check finds what it is for: production with one thing made wrong. */
class BrokenManifestsTest {
  private static final String POD = "/spec/template/spec";
  private static final String CONTAINER = POD + "/containers/0";

  static Stream<Arguments> slips() {
    return Stream.of(
        slip("known fields", "StatefulSet", "strategies-a", POD, o -> o.put("hostNetwrok", true)),
        slip(
            "known fields",
            "StatefulSet",
            "strategies-a",
            CONTAINER + "/readinessProbe",
            o -> o.put("periodSecs", 1)),
        slip("known fields", "StatefulSet", "strategies-a", "/spec", o -> o.put("replicas", "two")),
        slip("known fields", "Kafka", "kafka", "/spec/kafka", o -> o.put("authorisation", "x")),
        slip("known fields", "Kafka", "kafka", "/spec/kafka/rack", o -> o.put("key", "x")),
        slip("known fields", "KafkaTopic", "orders", "/spec", o -> o.put("replication", 3)),
        slip("known fields", "KafkaNodePool", "broker", "/spec", o -> o.put("role", "broker")),
        slip(
            "known fields",
            "KafkaUser",
            "model",
            "/spec/authorization/acls/0/resource",
            o -> o.put("pattern", "literal")),
        slip(
            "known fields",
            "KafkaUser",
            "model",
            "/spec/authorization/acls/0",
            o -> ((ArrayNode) o.get("operations")).add("Wirte")),
        slip("known fields", "ScaledObject", "strategies-a", "/spec", o -> o.put("maxReplicas", 3)),
        slip(
            "known fields",
            "ScaledObject",
            "strategies-a",
            "/spec/triggers/0/metadata",
            o -> o.put("lagTreshold", "3")),
        slip("known fields", "TriggerAuthentication", "scaler", "/spec", o -> o.put("x", 1)),
        slip(
            "known fields",
            "ServiceMonitor",
            "strategy-streams",
            "/spec/endpoints/0",
            o -> o.put("pathh", "/metrics")),
        slip(
            "known fields",
            "PrometheusRule",
            "strategy-streams",
            "/spec/groups/0/rules/0",
            o -> o.put("exp", "1")),
        slip("known fields", "PodDisruptionBudget", "strategies", "/spec", o -> o.put("max", 1)),
        slip("known fields", "NetworkPolicy", "strategy-streams", "/spec", o -> o.put("in", 1)),
        slip("known fields", "Service", "strategy-streams", "/spec", o -> o.put("clusterIp", "")),
        slip("known fields", "Service", "strategy-streams", "", o -> o.put("kind", "Servise")),
        slip(
            "confinement",
            "StatefulSet",
            "strategies-b",
            CONTAINER + "/securityContext",
            o -> o.put("readOnlyRootFilesystem", false)),
        slip("confinement", "Job", "schemas", POD, o -> o.put("enableServiceLinks", true)),
        slip("confinement", "Deployment", "operator", POD, o -> o.remove("securityContext")),
        slip(
            "confinement",
            "ServiceAccount",
            "strategy-streams",
            "",
            o -> o.remove("automountServiceAccountToken")),
        slip(
            "confinement",
            "StatefulSet",
            "paper-executor",
            CONTAINER + "/resources/limits",
            o -> o.put("memory", "2Gi")),
        slip(
            "life of a pod",
            "StatefulSet",
            "strategies-a",
            POD,
            o -> o.put("terminationGracePeriodSeconds", 20)),
        slip(
            "life of a pod",
            "StatefulSet",
            "strategies-a",
            CONTAINER + "/readinessProbe/httpGet",
            o -> o.put("path", "/live")),
        slip(
            "life of a pod",
            "StatefulSet",
            "strategies-a",
            CONTAINER,
            o -> o.remove("startupProbe")),
        slip(
            "life of a pod",
            "StatefulSet",
            "strategies-a",
            "/spec",
            o -> o.remove("volumeClaimTemplates")),
        slip(
            "life of a pod",
            "StatefulSet",
            "strategies-a",
            POD + "/affinity",
            ObjectNode::removeAll),
        slip(
            "references",
            "StatefulSet",
            "strategies-a",
            POD,
            o -> o.put("serviceAccountName", "somebody")),
        slip(
            "references",
            "StatefulSet",
            "strategies-a",
            CONTAINER + "/envFrom/0/configMapRef",
            o -> o.put("name", "strategy-streams")),
        slip(
            "references",
            "PodDisruptionBudget",
            "strategies",
            "/spec/selector/matchLabels",
            o -> o.put("app.kubernetes.io/component", "strategy")),
        slip(
            "references",
            "ScaledObject",
            "strategies-c",
            "/spec/scaleTargetRef",
            o -> o.put("name", "strategies")),
        broken("references", "a user's Secret", all -> all.without("KafkaUser", "operator")),
        broken("references", "a Service", all -> all.without("Service", "strategy-streams")),
        broken(
            "references",
            "a TriggerAuthentication",
            all -> all.without("TriggerAuthentication", "scaler")),
        slip(
            "settings",
            "StatefulSet",
            "strategies-a",
            CONTAINER,
            o -> ((ArrayNode) o.get("args")).add("--profil")),
        slip("settings", "Job", "schemas", CONTAINER, o -> ((ArrayNode) o.get("args")).remove(0)),
        slip(
            "settings",
            "StatefulSet",
            "strategies-a",
            CONTAINER + "/env/0",
            o -> o.put("name", "STRATEGY_STREAMS_REGISTRY_USER")),
        broken(
            "settings",
            "a value that is not allowed",
            all -> environment(all, "STRATEGY_STREAMS_PARTITIONS", "twelve")),
        broken(
            "reach",
            "another port",
            all -> environment(all, "STRATEGY_STREAMS_HEALTH__PORT", "8081")),
        broken(
            "reach",
            "brokers at another port",
            all -> environment(all, "STRATEGY_STREAMS_BOOTSTRAP_SERVERS", "kafka:9092")),
        broken(
            "reach",
            "no way out",
            all -> all.without("NetworkPolicy", "strategy-streams-to-brokers-and-registry")),
        slip(
            "reach",
            "NetworkPolicy",
            "strategy-streams",
            "/spec/egress/0",
            o -> ((ArrayNode) o.get("to")).removeAll()),
        slip(
            "reach",
            "ServiceMonitor",
            "strategy-streams",
            "/spec/endpoints/0",
            o -> o.put("port", "metrics")),
        slip("scaling", "ScaledObject", "strategies-a", "/spec", o -> o.put("maxReplicaCount", 5)),
        slip("scaling", "ScaledObject", "strategies-a", "/spec", o -> o.put("minReplicaCount", 0)),
        slip("scaling", "ScaledObject", "strategies-a", "/spec", o -> o.remove("cooldownPeriod")),
        slip(
            "scaling",
            "ScaledObject",
            "strategies-a",
            "/spec/triggers/0/metadata",
            o -> o.put("consumerGroup", "strategies")),
        slip("scaling", "StatefulSet", "strategies-a", "/spec", o -> o.put("replicas", 1)),
        broken(
            "scaling",
            "fewer partitions",
            all -> environment(all, "STRATEGY_STREAMS_PARTITIONS", "4")),
        slip("topics", "KafkaTopic", "orders", "/spec", o -> o.put("partitions", 6)),
        slip("topics", "KafkaTopic", "orders", "/spec", o -> o.put("replicas", 2)),
        slip(
            "topics",
            "KafkaTopic",
            "strategy-configs",
            "/spec/config",
            o -> o.put("cleanup.policy", "delete")),
        broken("topics", "a topic too few", all -> all.without("KafkaTopic", "clock")),
        slip(
            "topics", "Kafka", "kafka", "/spec/kafka/listeners/0", o -> o.remove("authentication")),
        slip(
            "topics",
            "Kafka",
            "kafka",
            "/spec/kafka/config",
            o -> o.put("auto.create.topics.enable", true)),
        slip("topics", "Kafka", "kafka", "/spec/kafka/config", o -> o.put("min.insync.replica", 2)),
        slip(
            "rights",
            "KafkaUser",
            "strategies",
            "/spec/authorization",
            o -> ((ArrayNode) o.get("acls")).remove(3)),
        slip(
            "rights",
            "KafkaUser",
            "strategies",
            "/spec/authorization/acls/0",
            o -> ((ArrayNode) o.get("operations")).add("Write")),
        slip(
            "rights",
            "KafkaUser",
            "paper-executor",
            "/spec/authorization/acls/0/resource",
            o -> o.put("patternType", "prefix")),
        slip(
            "rights",
            "KafkaUser",
            "model",
            "/spec/authorization/acls/0/resource",
            o -> o.put("name", "prices")),
        slip(
            "rights",
            "KafkaUser",
            "scaler",
            "/spec/authorization/acls/0",
            o -> ((ArrayNode) o.get("operations")).add("Delete")),
        slip(
            "zones",
            "StatefulSet",
            "strategies-a",
            "/spec/template/metadata/labels",
            o -> o.put("strategystreams.io/zone", "eu-central-1b")),
        slip(
            "zones",
            "StatefulSet",
            "strategies-b",
            POD + "/affinity",
            o -> o.remove("nodeAffinity")),
        broken("zones", "two zones", all -> all.without("StatefulSet", "strategies-c")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("slips")
  void aSlipIsFound(String check, String slip, UnaryOperator<Manifests> wrong) {
    Manifests broken = wrong.apply(Overlay.PRODUCTION.manifests());

    assertThat(ManifestsTest.CHECKS.get(check).problems(broken)).as(slip).isNotEmpty();
  }

  private static Arguments slip(
      String check, String kind, String name, String at, Consumer<ObjectNode> change) {
    return broken(
        check,
        kind + " " + name + " " + at,
        all ->
            all.with(
                kind,
                name,
                manifest -> {
                  JsonNode found = manifest.at(at);
                  assertThat(found).as(at).isInstanceOf(ObjectNode.class);
                  change.accept((ObjectNode) found);
                }));
  }

  private static Arguments broken(String check, String what, UnaryOperator<Manifests> wrong) {
    return Arguments.of(check, what, wrong);
  }

  private static Manifests environment(Manifests all, String variable, String value) {
    String map =
        all.of("ConfigMap").stream()
            .filter(one -> one.path("data").has(variable))
            .map(Manifests::name)
            .findFirst()
            .orElseThrow();
    return all.with("ConfigMap", map, one -> ((ObjectNode) one.path("data")).put(variable, value));
  }
}
