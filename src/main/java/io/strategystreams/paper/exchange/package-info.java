/**
 * What an order does to a ledger at given prices: the paper venues, pure and deterministic. Chance
 * (slippage, rejections, partial fills) is drawn from the seed and the order's id, so that the same
 * orders meet the same fate in whatever order they come.
 */
package io.strategystreams.paper.exchange;
