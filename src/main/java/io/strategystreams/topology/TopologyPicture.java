package io.strategystreams.topology;

import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/**
 * A topology as a Mermaid flow chart: topics as boxes, processors as rounded boxes, stores as
 * drums, a frame for each sub-topology.
 */
public final class TopologyPicture {
  private final StringBuilder text = new StringBuilder("flowchart LR\n");

  private TopologyPicture() {}

  public static String mermaid(Topology topology) {
    TopologyPicture picture = new TopologyPicture();
    TopologyDescription description = topology.describe();
    description.subtopologies().stream()
        .sorted((one, other) -> Integer.compare(one.id(), other.id()))
        .forEach(picture::frame);
    return picture.text.toString();
  }

  private void frame(Subtopology subtopology) {
    text.append("  subgraph sub").append(subtopology.id()).append("[\"sub-topology ");
    text.append(subtopology.id()).append("\"]\n");
    for (Node node : subtopology.nodes()) {
      if (node instanceof Processor processor) {
        line("    " + processor.name() + "(" + processor.name() + ")");
        for (String store : new TreeSet<>(processor.stores())) {
          line("    " + processor.name() + " --- " + store + "[(" + store + ")]");
        }
      }
    }
    line("  end");
    subtopology.nodes().forEach(this::arrows);
  }

  private void arrows(Node node) {
    if (node instanceof Source source) {
      for (String topic : new TreeSet<>(source.topicSet())) {
        source.successors().forEach(to -> line("  " + box(topic) + " --> " + to.name()));
      }
    } else if (node instanceof Sink sink) {
      sink.predecessors().forEach(from -> line("  " + from.name() + " --> " + box(sink.topic())));
    }
  }

  private static String box(String topic) {
    return "topic-" + topic + "[" + topic + "]";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
