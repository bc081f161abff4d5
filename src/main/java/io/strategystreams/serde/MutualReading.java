package io.strategystreams.serde;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Whether two versions of a schema can read each other's records by Avro's rules. Between every two
 * versions of a subject, that is what registries call FULL_TRANSITIVE.
 */
public final class MutualReading {

  private MutualReading() {}

  /** What stands in the way, in words; empty if each reads what the other wrote. */
  public static List<String> breaks(Schema older, Schema newer) {
    List<String> breaks = new ArrayList<>();
    collect(breaks, newer, older, "the newer schema cannot read records of the older");
    collect(breaks, older, newer, "the older schema cannot read records of the newer");
    return List.copyOf(breaks);
  }

  private static void collect(List<String> breaks, Schema reader, Schema writer, String what) {
    for (Incompatibility each :
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
            .getResult()
            .getIncompatibilities()) {
      breaks.add(
          what + ": " + each.getType() + " at " + each.getLocation() + ": " + each.getMessage());
    }
  }
}
