/**
 * What is held, where, and what it is priced at: instruments, markets, quotes, predictions, and the
 * lots, minimum notionals and fees of exchange markets.
 */
package io.strategystreams.core.market;
