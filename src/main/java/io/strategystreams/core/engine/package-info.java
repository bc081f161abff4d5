/**
 * One strategy, one event at a time: from a state and an event to the next state and what goes out.
 * Pure: no store, no topic, no clock. The topology feeds it from Kafka; anything else may feed it
 * as well.
 */
package io.strategystreams.core.engine;
