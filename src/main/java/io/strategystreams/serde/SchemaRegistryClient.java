package io.strategystreams.serde;

import org.apache.avro.Schema;

/**
 * What the serialisers need of a schema registry. Implementations are safe for use by many threads.
 *
 * <p>Whoever calls caches: an answer once given stays true, a refusal need not.
 */
public interface SchemaRegistryClient {

  /**
   * Registers a schema under a subject, or finds it there.
   *
   * @param subject the topic's name followed by {@code -value}
   * @return the schema's id, the same for the same schema under every subject
   * @throws SchemaRefusedException if the registry will not have it, for example as incompatible
   * @throws RegistryUnavailableException if the registry does not answer
   */
  int register(String subject, Schema schema);

  /**
   * The id of a schema that was registered under a subject before.
   *
   * @throws SchemaNotFoundException if the registry says that it is not there
   * @throws RegistryUnavailableException if the registry does not answer
   */
  int idOf(String subject, Schema schema);

  /**
   * The schema with an id.
   *
   * @throws SchemaNotFoundException if the registry says that there is none
   * @throws RegistryUnavailableException if the registry does not answer
   */
  Schema byId(int id);
}
