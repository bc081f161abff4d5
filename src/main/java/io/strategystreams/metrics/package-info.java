/**
 * What is measured and how it is exported. Nothing here decides anything, and nothing decided
 * depends on it.
 */
package io.strategystreams.metrics;
