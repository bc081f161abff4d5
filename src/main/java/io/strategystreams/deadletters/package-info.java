/** The dead letters as an operator sees them: what was put aside and why, and the way back. */
package io.strategystreams.deadletters;
