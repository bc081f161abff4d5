/** The command {@code cluster}: a broker and a schema registry kept up for a newcomer. */
package io.strategystreams.cli.cluster;
