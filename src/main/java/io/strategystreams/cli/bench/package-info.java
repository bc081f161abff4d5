/**
 * The command {@code bench}: how fast the strategy application is beside one that only passes on.
 */
package io.strategystreams.cli.bench;
