/**
 * How an application on Kafka Streams lives: started, watched, stopped. Strategies and paper
 * executor are alike in it and know nothing else of each other.
 */
package io.strategystreams.lifecycle;
