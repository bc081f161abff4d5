package io.strategystreams.serde;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * How a schema of this version stands to a registry's subject.
 *
 * @param versions registered there
 * @param breaks what it breaks against any of them, in words
 */
public record SubjectCheck(
    String subject, Schema schema, Standing standing, int versions, List<String> breaks) {

  /** What a registry knows of a schema. */
  public enum Standing {
    /** The subject has it. */
    REGISTERED,
    /** The subject has others, and it may follow them. */
    COMPATIBLE,
    /** The subject is unknown. */
    NEW,
    /** It breaks a version of the subject. */
    INCOMPATIBLE
  }

  public SubjectCheck {
    breaks = List.copyOf(breaks);
  }

  /**
   * Compares with every version of the subject by {@link ReleaseRules}, whatever the registry
   * itself enforces.
   *
   * @throws RegistryUnavailableException if the registry does not answer
   */
  public static SubjectCheck of(RestSchemaRegistry registry, String subject, Schema schema) {
    List<Integer> versions = registry.versions(subject);
    List<String> breaks = new ArrayList<>();
    boolean registered = false;
    for (int version : versions) {
      Schema earlier = registry.version(subject, version);
      registered |= earlier.toString().equals(schema.toString());
      ReleaseRules.breaks(earlier, schema)
          .forEach(each -> breaks.add("version " + version + ": " + each));
    }
    return new SubjectCheck(
        subject, schema, standing(versions, registered, breaks), versions.size(), breaks);
  }

  private static Standing standing(
      List<Integer> versions, boolean registered, List<String> breaks) {
    if (registered) {
      return Standing.REGISTERED;
    } else if (!breaks.isEmpty()) {
      return Standing.INCOMPATIBLE;
    }
    return versions.isEmpty() ? Standing.NEW : Standing.COMPATIBLE;
  }
}
