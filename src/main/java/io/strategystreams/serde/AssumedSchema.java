package io.strategystreams.serde;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * What stands in for a registry that does not answer, where something must be said all the same:
 * every record is taken to be by this version's schema, or by that of an earlier one, which lacks
 * optional fields at its end. That shows by its bytes: under another schema they end too early or
 * are left over. What is written goes out as a record that was found, by its schema and under its
 * id, so that readers need ask nobody for it.
 */
public final class AssumedSchema implements SchemaRegistryClient {
  /** How its URLs begin; what is written like follows, or nothing. */
  public static final String SCHEME = "assumed://";

  private final List<Schema> versions;
  private final Schema written;
  private final Integer id;

  private AssumedSchema(List<Schema> versions, Schema written, Integer id) {
    this.versions = versions;
    this.written = written;
    this.id = id;
  }

  static AssumedSchema at(String url, Schema schema) {
    List<Schema> versions = versions(schema);
    String like = url.substring(SCHEME.length());
    if (like.isEmpty()) {
      return new AssumedSchema(versions, schema, null);
    }
    String[] idAndFields = like.split("/");
    int fields = Integer.parseInt(idAndFields[1]);
    Schema written =
        versions.stream()
            .filter(version -> version.getFields().size() == fields)
            .findFirst()
            .orElse(schema);
    return new AssumedSchema(versions, written, Integer.valueOf(idAndFields[0]));
  }

  /**
   * Where to write like a record: by its schema, under its id.
   *
   * @param schema this version's
   * @throws UndecodableRecordException if the record is not in the wire format
   */
  public static String like(byte[] record, Schema schema) {
    return SCHEME
        + WireFormat.schemaId(record)
        + "/"
        + of(record, versions(schema)).getFields().size();
  }

  /** This version's schema, then without its last optional field, and so on. */
  private static List<Schema> versions(Schema schema) {
    List<Schema> versions = new ArrayList<>(List.of(schema));
    List<Schema.Field> fields = schema.getFields();
    for (int count = fields.size() - 1; count > 0 && fields.get(count).hasDefaultValue(); count--) {
      List<Schema.Field> kept = new ArrayList<>();
      for (Schema.Field field : fields.subList(0, count)) {
        kept.add(new Schema.Field(field, field.schema()));
      }
      versions.add(
          Schema.createRecord(
              schema.getName(), schema.getDoc(), schema.getNamespace(), false, kept));
    }
    return versions;
  }

  private static Schema of(byte[] record, List<Schema> versions) {
    for (Schema version : versions) {
      if (isBy(version, record)) {
        return version;
      }
    }
    return versions.get(0);
  }

  private static boolean isBy(Schema schema, byte[] record) {
    try {
      return SoundBytes.walk(schema, record, WireFormat.HEADER_BYTES) == 0;
    } catch (IOException | RuntimeException notBy) {
      return false;
    }
  }

  /** The schema that a record's bytes are of; this version's where they are of none. */
  Schema of(byte[] record) {
    return of(record, versions);
  }

  /** The schema that is written. */
  Schema written() {
    return written;
  }

  @Override
  public int register(String subject, Schema given) {
    return idOf(subject, given);
  }

  @Override
  public int idOf(String subject, Schema given) {
    if (id == null) {
      throw new RegistryUnavailableException(
          "nothing can be written under " + subject + " without a schema registry", null);
    }
    return id;
  }

  @Override
  public Schema byId(int any) {
    return versions.get(0);
  }
}
