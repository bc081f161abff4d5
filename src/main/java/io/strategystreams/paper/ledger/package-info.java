/**
 * What a strategy holds on paper and what it is worth: pure, without Kafka, Avro or a clock.
 *
 * <p>The executor and the monitor each keep a {@link io.strategystreams.paper.ledger.PaperLedger};
 * both move it by the same rules, so that the one says of the other's reports whether they add up.
 */
package io.strategystreams.paper.ledger;
