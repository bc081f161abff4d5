/** The command {@code chaos}: what a schedule and a verdict look like. */
package io.strategystreams.cli.chaos;
