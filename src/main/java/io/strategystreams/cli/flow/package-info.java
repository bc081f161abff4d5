/** What the commands know of paper accounts: which are open, and what opens one. */
package io.strategystreams.cli.flow;
