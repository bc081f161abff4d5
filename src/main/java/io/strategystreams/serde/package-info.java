/**
 * Events as bytes: Avro in the Confluent wire format, over a schema registry.
 *
 * <p>What cannot be read is an {@link io.strategystreams.serde.UndecodableRecordException}, bad
 * input that goes to the dead letters; a registry that does not answer is a {@link
 * io.strategystreams.serde.RegistryUnavailableException}, no fault of the record's, to be retried.
 */
package io.strategystreams.serde;
