/** What commands have in common on the console: stopping, progress, tables, times. */
package io.strategystreams.cli.console;
