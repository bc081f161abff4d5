/**
 * What an operator does to strategies that run: configurations published, control states set, and
 * what is read back from the topics to show before and after. No Kafka Streams here.
 */
package io.strategystreams.operate;
