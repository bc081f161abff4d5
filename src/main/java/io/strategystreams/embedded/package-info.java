/**
 * A Kafka broker inside this process, for demonstrations and tests. Nothing that talks to a real
 * cluster reaches this package; the build checks it.
 */
package io.strategystreams.embedded;
