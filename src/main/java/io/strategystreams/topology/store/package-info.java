/**
 * What a partition remembers: the stores' values as Avro, and the indexes derived from them. An old
 * changelog restores under new code: every field added to a schema under {@code schemas/state} has
 * a default.
 */
package io.strategystreams.topology.store;
