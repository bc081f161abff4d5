/**
 * The paper executor: a Kafka Streams application of its own that executes orders against the
 * market without an exchange, and monitors what strategies then hold. With it the loop closes on
 * one machine.
 */
package io.strategystreams.paper;
