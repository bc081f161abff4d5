/**
 * A Kafka broker inside this process and a schema registry on this machine, for demonstrations,
 * development and tests. Nothing that talks to a real cluster reaches this package; the build
 * checks it.
 */
package io.strategystreams.embedded;
