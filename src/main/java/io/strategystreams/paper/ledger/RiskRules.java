package io.strategystreams.paper.ledger;

import io.strategystreams.config.LendingTerms;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Decimals;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the risk monitor looks for in a book.
 *
 * @param healthFactorFloor below it everything is ordered out; 0 for never
 * @param marginFloor margin over notional below which everything is ordered out; 0 for never
 * @param hold how long such an order holds after it was called for last
 * @param limits of each mode; a mode without has none
 */
public record RiskRules(
    BigDecimal healthFactorFloor,
    BigDecimal marginFloor,
    Duration hold,
    SortedMap<Mode, Limits> limits) {
  /** Nothing is looked for. */
  public static final RiskRules NONE =
      new RiskRules(BigDecimal.ZERO, BigDecimal.ZERO, Duration.ZERO, new TreeMap<>());

  /**
   * What a mode file allows.
   *
   * @param maxLtv debt over collateral, null where the mode borrows nothing
   * @param marginRatioMin margin over notional, null where the mode has no perps
   */
  public record Limits(BigDecimal maxLtv, BigDecimal marginRatioMin) {}

  /**
   * What a book is by these rules.
   *
   * @param loan null where it cannot be reckoned for want of a price
   * @param breaches in words
   * @param alarming whether it is below a floor
   */
  public record Reading(
      Lending loan,
      SortedMap<String, BigDecimal> margins,
      List<String> breaches,
      boolean alarming) {
    public Reading {
      margins = Collections.unmodifiableSortedMap(margins);
      breaches = List.copyOf(breaches);
    }
  }

  public RiskRules {
    limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
  }

  /** What a ledger is at these prices. */
  public Reading read(PaperLedger ledger, Prices prices, LendingTerms terms) {
    List<String> breaches = new ArrayList<>();
    Optional<Limits> own = Optional.ofNullable(limits.get(ledger.profile().mode()));
    Lending loan = loan(ledger, prices, terms);
    boolean alarming = loan != null && breachesOfLoan(loan, own, breaches);
    SortedMap<String, BigDecimal> margins = Margins.ratios(ledger, prices);
    for (var margin : margins.entrySet()) {
      boolean counts =
          margin.getKey().equals(Margins.PORTFOLIO)
              == (ledger.profile().marginScope() == MarginScope.PORTFOLIO);
      alarming |= counts && breachesOfMargin(margin.getKey(), margin.getValue(), own, breaches);
    }
    return new Reading(loan, margins, breaches, alarming);
  }

  private boolean breachesOfLoan(Lending loan, Optional<Limits> own, List<String> breaches) {
    Optional<BigDecimal> health = loan.healthFactor();
    Optional<BigDecimal> ltv = loan.loanToValue();
    own.map(Limits::maxLtv)
        .filter(most -> ltv.isPresent() && ltv.get().compareTo(most) > 0)
        .ifPresent(
            most ->
                breaches.add(
                    "loan to value " + shown(ltv.get()) + " is above max_ltv " + shown(most)));
    if (loan.isLiquidatable()) {
      breaches.add(
          "health factor " + shown(health.orElseThrow()) + " is below 1: open to liquidation");
    }
    boolean low = health.isPresent() && health.get().compareTo(healthFactorFloor) < 0;
    if (low) {
      breaches.add(
          "health factor "
              + shown(health.get())
              + " is below the floor "
              + shown(healthFactorFloor));
    }
    return low;
  }

  private boolean breachesOfMargin(
      String scope, BigDecimal ratio, Optional<Limits> own, List<String> breaches) {
    own.map(Limits::marginRatioMin)
        .filter(least -> ratio.compareTo(least) < 0)
        .ifPresent(
            least ->
                breaches.add(
                    "margin ratio of "
                        + scope
                        + " "
                        + shown(ratio)
                        + " is below margin_ratio_min "
                        + shown(least)));
    boolean low = ratio.compareTo(marginFloor) < 0;
    if (low) {
      breaches.add(
          "margin ratio of "
              + scope
              + " "
              + shown(ratio)
              + " is below the floor "
              + shown(marginFloor));
    }
    return low;
  }

  /** The watch with everything ordered out for a while, if the reading calls for it. */
  public Watch guarded(Watch watch, Reading reading, Instant now) {
    return reading.alarming() ? watch.overridden(now.plus(hold)) : watch;
  }

  private static Lending loan(PaperLedger ledger, Prices prices, LendingTerms terms) {
    try {
      return Lending.of(ledger, prices, terms);
    } catch (UnpricedMarketException e) {
      return null;
    }
  }

  private static String shown(BigDecimal ratio) {
    return Decimals.plain(ratio.setScale(6, RoundingMode.HALF_EVEN));
  }
}
