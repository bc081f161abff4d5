package io.strategystreams.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Each manifest is one of its kind, with no field that the kind does not have. By the models of
 * Kubernetes, Strimzi and the Prometheus operator; KEDA has none for Java, so by a schema of what
 * is used of it.
 */
final class KnownFields implements ManifestCheck {
  private static final Map<String, Class<?>> MODELS =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/Namespace", Namespace.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("apps/v1/StatefulSet", StatefulSet.class),
          Map.entry("batch/v1/Job", Job.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
          Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class),
          Map.entry("kafka.strimzi.io/v1/Kafka", Kafka.class),
          Map.entry("kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class),
          Map.entry("kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class),
          Map.entry("kafka.strimzi.io/v1/KafkaUser", KafkaUser.class));

  private static final Map<String, JsonSchema> SCHEMAS =
      Map.of(
          "keda.sh/v1alpha1/ScaledObject", schema("scaled-object"),
          "keda.sh/v1alpha1/TriggerAuthentication", schema("trigger-authentication"));

  private static final ObjectMapper STRICT =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .setAnnotationIntrospector(new WithoutAnySetter());

  /** The models keep what they do not know in a map; here it is to be refused. */
  private static final class WithoutAnySetter extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  @Override
  public List<String> problems(Manifests manifests) {
    List<String> problems = new ArrayList<>();
    for (ObjectNode one : manifests.all()) {
      String type = one.path("apiVersion").asText() + "/" + Manifests.kind(one);
      if (MODELS.containsKey(type)) {
        try {
          Object read = STRICT.treeToValue(one, MODELS.get(type));
          if (type.startsWith("kafka.strimzi.io/")) {
            lost(one, STRICT.valueToTree(read), Manifests.text(one), problems);
          }
        } catch (JsonProcessingException | IllegalArgumentException e) {
          problems.add(Manifests.text(one) + ": " + e.getMessage().lines().findFirst().orElse(""));
        }
      } else if (SCHEMAS.containsKey(type)) {
        SCHEMAS.get(type).validate(one).stream()
            .map(ValidationMessage::getMessage)
            .forEach(message -> problems.add(Manifests.text(one) + ": " + message));
      } else {
        problems.add(Manifests.text(one) + " must be of a kind that is known, was " + type);
      }
    }
    return problems;
  }

  /** Strimzi's models read a name that they do not know among a list of names as nothing. */
  private static void lost(JsonNode given, JsonNode read, String where, List<String> problems) {
    given
        .properties()
        .forEach(
            one ->
                lost(
                    one.getValue(), read.path(one.getKey()), where + "." + one.getKey(), problems));
    for (int index = 0; given.isArray() && index < given.size(); index++) {
      JsonNode item = given.get(index);
      if (item.isValueNode() && !item.asText().equals(read.path(index).asText())) {
        problems.add(where + " must name what is known, was " + item.asText());
      }
      lost(item, read.path(index), where + "[" + index + "]", problems);
    }
  }

  private static JsonSchema schema(String name) {
    try (InputStream schema = KnownFields.class.getResourceAsStream("/crds/" + name + ".json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
