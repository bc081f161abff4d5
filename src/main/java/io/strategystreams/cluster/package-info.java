/**
 * What commands ask of a cluster: reaching it, reading what is committed, writing all or nothing.
 * No Kafka Streams here.
 */
package io.strategystreams.cluster;
