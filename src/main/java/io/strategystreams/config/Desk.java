package io.strategystreams.config;

import io.strategystreams.core.market.MarketCatalogue;

/**
 * What there is to trade on, whatever the strategy: {@code configs/markets.yaml} and {@code
 * configs/venues.yaml}.
 */
public record Desk(MarketCatalogue markets, VenueCatalogue venues) {}
