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
 * margin_ratio_min} is brought to {@code margin_ratio_target} from venues above it and from idle
 * USDT; where all of it together is below the minimum, both legs shrink until the ratio is the
 * target, by swap, since a queue takes days, and what is freed becomes margin. A ratio from before
 * the present exposure is of another book and moves nothing; nor does one that a plan has answered
 * ({@code Turn.currentRisk}).
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
    if (isPortfolio()) {
      BigDecimal ratio = portfolioRatio().orElseThrow().max(BigDecimal.ZERO);
      BigDecimal held = terms.leg().equity(book);
      BigDecimal kept = divide(held.multiply(ratio), target);
      return planner.shrinkForMargin(held.subtract(kept), new TreeMap<>());
    }
    BigDecimal notional = sum(notionals());
    BigDecimal margin = sum(margins()).add(sum(idle()));
    if (isLow(divide(margin, notional))) {
      return planner.shrinkForMargin(surplus(margin, notional), lackingAfter(margin, notional));
    }
    PlanDraft draft = new PlanDraft(book);
    topUp(draft);
    return draft.isEmpty()
        ? view.withoutAction(Reason.INSUFFICIENT_FUNDS, "no venue has margin to spare")
        : new ConvertedView(terms)
            .acting(view, draft, Action.ENTRY_PARTIAL, Reason.MARGIN_TOP_UP, false);
  }

  /**
   * x with (M + x·P)/(N − x·P) = t: what both legs give up, in the asset, where the long leg's
   * proceeds become margin.
   */
  private BigDecimal surplus(BigDecimal margin, BigDecimal notional) {
    BigDecimal lacking = target.multiply(notional).subtract(margin);
    return divide(lacking, BigDecimal.ONE.add(target).multiply(terms.p()));
  }

  /** USDT that each venue lacks for its share of the shrunk hedge. */
  private SortedMap<Venue, BigDecimal> lackingAfter(BigDecimal margin, BigDecimal notional) {
    BigDecimal kept =
        BigDecimal.ONE
            .subtract(divide(surplus(margin, notional).multiply(terms.p()), notional))
            .max(BigDecimal.ZERO);
    SortedMap<Venue, BigDecimal> lacking = new TreeMap<>();
    notionals()
        .forEach(
            (venue, ofVenue) -> {
              BigDecimal wanted = target.multiply(ofVenue).multiply(kept);
              BigDecimal missing = wanted.subtract(margins().getOrDefault(venue, BigDecimal.ZERO));
              if (missing.signum() > 0) {
                lacking.put(venue, down(missing));
              }
            });
    return lacking;
  }

  private SortedMap<Venue, BigDecimal> notionals() {
    SortedMap<Venue, BigDecimal> notionals = new TreeMap<>();
    ratios().keySet().forEach(venue -> notionals.put(venue, terms.shorts().notional(book, venue)));
    return notionals;
  }

  /** Margin by venue with its unrealised P&amp;L, as the monitor reckons it: ratio × notional. */
  private SortedMap<Venue, BigDecimal> margins() {
    SortedMap<Venue, BigDecimal> margins = new TreeMap<>();
    ratios()
        .forEach(
            (venue, ratio) ->
                margins.put(venue, ratio.multiply(terms.shorts().notional(book, venue))));
    return margins;
  }

  /** USDT where no perp stands: it can be lent before anything is sold. */
  private SortedMap<Venue, BigDecimal> idle() {
    SortedMap<Venue, BigDecimal> idle = spare();
    idle.keySet().removeIf(venue -> terms.shorts().notional(book, venue).signum() != 0);
    return idle;
  }

  private static BigDecimal sum(SortedMap<Venue, BigDecimal> amounts) {
    return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
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
