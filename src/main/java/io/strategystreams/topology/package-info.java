/**
 * The strategy application on Kafka Streams: how records come in, where state lies, what goes out.
 */
package io.strategystreams.topology;
