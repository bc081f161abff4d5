package io.strategystreams.embedded;

import io.strategystreams.contract.TopicEvents;
import io.strategystreams.contract.Topics;
import io.strategystreams.paper.topology.PaperTopology;
import io.strategystreams.serde.EventSchemas;
import io.strategystreams.serde.LogicalTypeAgreement;
import io.strategystreams.serde.MutualReading;
import io.strategystreams.topology.StrategyTopology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The subjects that this product writes under. What others register there must be the product's
 * record, with its decimals and times: a schema with another scale is compatible to Avro, and every
 * amount written by it is read as another one.
 */
final class ProductSubjects {
  private static final String CHANGELOG = "-changelog-value";

  private final Map<String, Schema> topics = new HashMap<>();
  private final Map<String, Schema> stores = new HashMap<>();

  ProductSubjects() {
    TopicEvents.all()
        .forEach(
            (topic, type) -> topics.put(Topics.valueSubject(topic), EventSchemas.written(type)));
    add(StrategyTopology.storedTypes());
    add(PaperTopology.storedTypes());
  }

  private void add(Map<String, Class<? extends SpecificRecord>> types) {
    types.forEach((store, type) -> stores.put(store, EventSchemas.written(type)));
  }

  /** What keeps a schema from being the product's; empty if nothing does, or it is not asked. */
  List<String> breaks(String subject, Schema schema) {
    Schema product = of(subject);
    if (product == null) {
      return List.of();
    }
    if (!product.getFullName().equals(schema.getFullName())) {
      return List.of(
          "subject " + subject + " is of " + product.getFullName() + ", was " + name(schema));
    }
    List<String> breaks = new ArrayList<>();
    LogicalTypeAgreement.difference(schema, product).ifPresent(breaks::add);
    MutualReading.breaks(product, schema)
        .forEach(each -> breaks.add("against this version's schema: " + each));
    return breaks;
  }

  /** Changelogs bear the names of their applications, whatever these are. */
  private Schema of(String subject) {
    Schema topic = topics.get(subject);
    if (topic != null || !subject.endsWith(CHANGELOG)) {
      return topic;
    }
    String changelog = subject.substring(0, subject.length() - CHANGELOG.length());
    return stores.entrySet().stream()
        .filter(store -> changelog.endsWith("-" + store.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static String name(Schema schema) {
    return schema.getType() == Schema.Type.RECORD ? schema.getFullName() : "no record";
  }
}
