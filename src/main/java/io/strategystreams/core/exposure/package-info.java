/** What monitors say of a strategy: positions, equity, what is asked back, and risk. */
package io.strategystreams.core.exposure;
