package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.up;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.exposure.RiskAssessment;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.TransferOrders;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Margin by the ratios the risk monitor reports, and only by these: a venue below {@code
 * margin_ratio_min} is brought to {@code margin_ratio_target} from venues above it; where all
 * together are below the minimum, both legs shrink until the ratio is the target. A ratio reckoned
 * before the present exposure is of another book and moves nothing.
 */
final class MarginRule {
  private static final String PORTFOLIO = "portfolio";

  private final ConvertedTerms terms;
  private final BigDecimal minimum;
  private final BigDecimal target;
  private final Positions book;

  MarginRule(ConvertedTerms terms) {
    this.terms = terms;
    this.minimum = terms.facts().parameters().hedge().marginRatioMin();
    this.target = terms.facts().parameters().hedge().marginRatioTarget();
    this.book = terms.facts().positions();
  }

  /** Whether a reported ratio of a venue with perps, or of the portfolio, is below the minimum. */
  boolean calls() {
    return isPortfolio()
        ? portfolioRatio().filter(this::isLow).isPresent()
        : ratios().values().stream().anyMatch(this::isLow);
  }

  Proposal answer(Proposal view, ConvertedBook planner) {
    BigDecimal together = isPortfolio() ? portfolioRatio().orElseThrow() : ratioOfAll();
    if (isLow(together)) {
      BigDecimal held = terms.leg().equity(book);
      BigDecimal kept = divide(held.multiply(together.max(BigDecimal.ZERO)), target);
      boolean closes = together.signum() <= 0;
      return planner.lowerBy(
          book, held.subtract(kept), closes, BigDecimal.ZERO, Reason.MARGIN_SHRINK);
    }
    PlanDraft draft = new PlanDraft(book);
    topUp(draft);
    return draft.isEmpty()
        ? view.withoutAction(Reason.INSUFFICIENT_FUNDS, "no venue has margin to spare")
        : planner.proposal(view, draft, Action.ENTRY_PARTIAL, Reason.MARGIN_TOP_UP, false);
  }

  private void topUp(PlanDraft draft) {
    SortedMap<Venue, BigDecimal> spare = spare();
    for (Map.Entry<Venue, BigDecimal> ratio : ratios().entrySet()) {
      if (!isLow(ratio.getValue())) {
        continue;
      }
      BigDecimal lacking =
          up(
              target
                  .subtract(ratio.getValue())
                  .multiply(terms.shorts().notional(book, ratio.getKey())));
      for (Map.Entry<Venue, BigDecimal> source : spare.entrySet()) {
        BigDecimal moved = down(lacking.min(source.getValue()));
        if (moved.signum() > 0) {
          new TransferOrders(draft)
              .move(
                  Instrument.base(source.getKey(), Token.USDT),
                  ratio.getKey(),
                  moved,
                  Intent.MARGIN_TOP_UP,
                  Sizing.FIXED);
          lacking = lacking.subtract(moved);
          source.setValue(source.getValue().subtract(moved));
        }
      }
    }
  }

  /**
   * What each venue can give: above the target ratio where it has perps, all of its USDT where it
   * has none.
   */
  private SortedMap<Venue, BigDecimal> spare() {
    SortedMap<Venue, BigDecimal> ratios = ratios();
    SortedMap<Venue, BigDecimal> spare = new TreeMap<>();
    book.balancesOf(Token.USDT)
        .forEach(
            (place, held) -> {
              Venue venue = place.venue();
              BigDecimal notional = terms.shorts().notional(book, venue);
              BigDecimal ratio = ratios.get(venue);
              BigDecimal above =
                  notional.signum() == 0
                      ? held
                      : ratio == null
                          ? BigDecimal.ZERO
                          : ratio.subtract(target).multiply(notional).min(held);
              if (above.signum() > 0) {
                spare.put(venue, above);
              }
            });
    return withdrawalKept(spare);
  }

  /** What a withdrawal is owed at home is not lent out. */
  private SortedMap<Venue, BigDecimal> withdrawalKept(SortedMap<Venue, BigDecimal> spare) {
    spare.computeIfPresent(
        terms.facts().home(),
        (home, amount) -> amount.subtract(terms.facts().unpaid()).max(BigDecimal.ZERO));
    return spare;
  }

  private BigDecimal ratioOfAll() {
    BigDecimal margin = BigDecimal.ZERO;
    BigDecimal notional = BigDecimal.ZERO;
    for (Map.Entry<Venue, BigDecimal> ratio : ratios().entrySet()) {
      BigDecimal ofVenue = terms.shorts().notional(book, ratio.getKey());
      notional = notional.add(ofVenue);
      margin = margin.add(ratio.getValue().multiply(ofVenue));
    }
    return divide(margin, notional);
  }

  /** Reported ratios of venues where perps are held, at a known price. */
  private SortedMap<Venue, BigDecimal> ratios() {
    SortedMap<Venue, BigDecimal> ratios = new TreeMap<>();
    for (Venue venue : terms.shorts().venues(book)) {
      if (terms.shorts().notional(book, venue).signum() > 0) {
        current()
            .flatMap(risk -> risk.marginRatio(venue.name()))
            .ifPresent(ratio -> ratios.put(venue, ratio));
      }
    }
    return ratios;
  }

  private Optional<BigDecimal> portfolioRatio() {
    return terms.shorts().isOpen(book)
        ? current().flatMap(risk -> risk.marginRatio(PORTFOLIO))
        : Optional.empty();
  }

  private Optional<RiskAssessment> current() {
    Situation situation = terms.facts().situation();
    return situation
        .riskAssessment()
        .filter(risk -> !risk.eventTime().isBefore(situation.exposure().eventTime()));
  }

  private boolean isPortfolio() {
    return terms.marginFraction().signum() == 0;
  }

  private boolean isLow(BigDecimal ratio) {
    return ratio.compareTo(minimum) < 0;
  }
}
