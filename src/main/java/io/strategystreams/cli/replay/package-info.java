/** The command {@code replay}: market history published to any cluster. */
package io.strategystreams.cli.replay;
