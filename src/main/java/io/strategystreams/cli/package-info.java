/**
 * The command {@code strategies}: one class a subcommand, listed in {@link
 * io.strategystreams.cli.Main}.
 */
package io.strategystreams.cli;
