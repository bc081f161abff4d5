package io.strategystreams.serde;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * A registry in this process's memory, for replays and tests.
 *
 * <p>Ids are {@link SchemaIds}'s. It accepts every schema: compatibility is checked where the
 * schemas are made, and by a real registry.
 */
public final class InMemorySchemaRegistry implements SchemaRegistryClient {
  /** How its URLs begin. */
  public static final String SCHEME = "mock://";

  private static final Map<String, InMemorySchemaRegistry> NAMED = new ConcurrentHashMap<>();

  private final String name;
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final Map<String, Set<Integer>> subjects = new ConcurrentHashMap<>();

  private InMemorySchemaRegistry(String name) {
    this.name = name;
  }

  /** The registry of that name, made when first asked for. */
  public static InMemorySchemaRegistry named(String name) {
    return NAMED.computeIfAbsent(name, InMemorySchemaRegistry::new);
  }

  @Override
  public int register(String subject, Schema schema) {
    int id = SchemaIds.byContent(schema);
    Schema known = schemas.putIfAbsent(id, schema);
    if (known != null && !known.toString().equals(schema.toString())) {
      throw new SchemaRefusedException(
          "two schemas have the id " + id + " in " + this + ": " + known + " and " + schema);
    }
    subjects.computeIfAbsent(subject, s -> ConcurrentHashMap.newKeySet()).add(id);
    return id;
  }

  @Override
  public int idOf(String subject, Schema schema) {
    int id = SchemaIds.byContent(schema);
    if (!subjects.getOrDefault(subject, Set.of()).contains(id)) {
      throw new SchemaNotFoundException(
          "schema " + schema.getFullName() + " is not registered under " + subject + " in " + this);
    }
    return id;
  }

  @Override
  public Schema byId(int id) {
    Schema schema = schemas.get(id);
    if (schema == null) {
      throw new SchemaNotFoundException("schema id " + id + " is not in " + this);
    }
    return schema;
  }

  @Override
  public String toString() {
    return SCHEME + name;
  }
}
