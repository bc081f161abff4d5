package io.strategystreams.core.market;

import java.util.Optional;

/** What is known of the market at an instant. */
public interface MarketView {
  /** The last quote that passed, however old; empty if none was ever seen. */
  Optional<Quote> quote(Market market);

  /** The last prediction for an asset, however old. */
  Optional<Prediction> prediction(String asset);

  /** The same view for a look that no decision depends on. */
  default MarketView unobserved() {
    return this;
  }
}
