/**
 * What both Kafka Streams applications do at their edges: read records, judge their place and time,
 * put bad ones aside, look at the topics before they start.
 */
package io.strategystreams.edge;
