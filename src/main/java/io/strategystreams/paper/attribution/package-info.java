/**
 * Where a strategy's profit came from: each event that moved its equity turned into components,
 * each by its own formula, and the sum held against the equity. Pure, decimal, without Kafka, Avro
 * or a clock.
 */
package io.strategystreams.paper.attribution;
