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
    /** It breaks a version of the subject, or one that was registered after it breaks it. */
    INCOMPATIBLE
  }

  public SubjectCheck {
    breaks = List.copyOf(breaks);
  }

  /**
   * Compares with every version of the subject by {@link ReleaseRules}, whatever the registry
   * itself enforces and whether or not the schema is one of them: with those before it as the
   * schema that follows, with those after it as the one that was released.
   *
   * @throws RegistryUnavailableException if the registry does not answer
   */
  public static SubjectCheck of(RestSchemaRegistry registry, String subject, Schema schema) {
    List<Integer> versions = registry.versions(subject);
    List<String> breaks = new ArrayList<>();
    boolean registered = false;
    for (int version : versions) {
      try {
        Schema other = registry.version(subject, version);
        boolean after = registered;
        registered |= other.toString().equals(schema.toString());
        (after ? ReleaseRules.breaks(schema, other) : ReleaseRules.breaks(other, schema))
            .forEach(each -> breaks.add("version " + version + ": " + each));
      } catch (SchemaNotFoundException e) {
        breaks.add("version " + version + ": " + e.getMessage());
      }
    }
    return new SubjectCheck(
        subject, schema, standing(versions, registered, breaks), versions.size(), breaks);
  }

  private static Standing standing(
      List<Integer> versions, boolean registered, List<String> breaks) {
    if (!breaks.isEmpty()) {
      return Standing.INCOMPATIBLE;
    } else if (registered) {
      return Standing.REGISTERED;
    }
    return versions.isEmpty() ? Standing.NEW : Standing.COMPATIBLE;
  }
}
