package io.strategystreams.contract;

import org.apache.avro.Schema;

/** The contract's optional, a union of null and one other type. */
public final class OptionalSchema {

  private OptionalSchema() {}

  /** Whether a field of that schema may be absent. */
  public static boolean isOptional(Schema schema) {
    return schema.isUnion() && schema.isNullable();
  }

  /** The schema of the value where it is present; a schema that is no optional is its own. */
  public static Schema present(Schema schema) {
    if (!isOptional(schema)) {
      return schema;
    }
    return schema.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElse(schema);
  }
}
