/** The paper executor on Kafka Streams: names, processors, stores, and events to and from rules. */
package io.strategystreams.paper.topology;
