package io.strategystreams.cli;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.contract.TopicEvents;
import io.strategystreams.contract.Topics;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.paper.topology.PaperTopology;
import io.strategystreams.serde.EventSchemas;
import io.strategystreams.topology.StrategyTopology;
import io.strategystreams.topology.TopologyNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Every subject that this version writes under: its topics', and its changelogs'. */
final class LocalSubjects {
  private LocalSubjects() {}

  /** The schema of each, topics first; changelogs bear the names of their applications. */
  static Map<String, Schema> of(ApplicationSettings application) {
    Map<String, Schema> subjects = new LinkedHashMap<>();
    TopicEvents.all()
        .forEach(
            (topic, type) -> subjects.put(Topics.valueSubject(topic), EventSchemas.written(type)));
    addStores(subjects, application.applicationId(), StrategyTopology.storedTypes());
    addStores(
        subjects, PaperSettings.applicationIdBeside(application), PaperTopology.storedTypes());
    return subjects;
  }

  private static void addStores(
      Map<String, Schema> subjects,
      String applicationId,
      Map<String, Class<? extends SpecificRecord>> stores) {
    new TreeMap<>(stores)
        .forEach(
            (store, type) ->
                subjects.put(
                    Topics.valueSubject(TopologyNames.changelog(applicationId, store)),
                    EventSchemas.written(type)));
  }
}
