package io.strategystreams.core.plan;

import static io.strategystreams.core.money.Decimals.divide;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketView;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Quote;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether a report can be true of its order as it was sent. Pure.
 *
 * <ul>
 *   <li>Nothing fills beyond its amount, but for an order that means all there is, by interest. A
 *       trade is FILLED with its amount exactly; on chain a little less may have been there, and a
 *       transfer after other steps sends what there is. REJECTED moves nothing but its fee.
 *   <li>Only what the order touches moves, and a fee in the token that the report names.
 *   <li>What the amount counts moves by the filled amount, what follows from it in proportion
 *       ({@code max_fill_deviation}); proceeds and cost of a trade at a price within {@code
 *       max_price_jump} of the one expected or of the market's now.
 *   <li>Realised profit or loss of a perpetual is bounded by its notional ({@code max_unrealised}).
 * </ul>
 *
 * @param views the market as it may be seen: prices in force, and the last ones seen
 */
public record ReportCheck(Tolerance tolerance, List<MarketView> views) {
  /** Tokens have fewer decimals than amounts; relative. */
  private static final BigDecimal EXACTNESS = new BigDecimal("0.000001");

  /** The most that a perpetual's fee is of its notional. */
  private static final BigDecimal MOST_FEE = new BigDecimal("0.01");

  /** The most of a transfer that its fee may take: a network's fee is the same for any amount. */
  private static final BigDecimal MOST_TRANSFER_FEE = new BigDecimal("0.5");

  public ReportCheck {
    views = List.copyOf(views);
  }

  /**
   * What cannot be true, in words; empty if all of it can.
   *
   * @param sent the order as it was sent
   * @param first whether it is of its plan's first step
   */
  public Optional<String> contradiction(PlannedOrder sent, boolean first, Report report) {
    if (report.status() == null) {
      return Optional.empty();
    }
    Optional<String> amount = amount(sent, first, report);
    return amount.isPresent() ? amount : new Legs(sent, report).contradiction();
  }

  private Optional<String> amount(PlannedOrder sent, boolean first, Report report) {
    BigDecimal filled = report.filled();
    BigDecimal ordered = sent.amount().value();
    BigDecimal most = most(sent);
    if (filled.compareTo(most) > 0) {
      return said("filled_amount must be at most " + plain(most) + " of " + name(sent), filled);
    }
    return switch (report.status()) {
      case REJECTED ->
          filled.signum() == 0
              ? Optional.empty()
              : said("filled_amount of a rejected " + name(sent) + " must be 0", filled);
      case FILLED -> {
        BigDecimal least = least(sent, first);
        boolean tooLittle = filled.signum() <= 0 || filled.compareTo(least) < 0;
        yield tooLittle
            ? said(
                "filled_amount of a filled "
                    + name(sent)
                    + " must be "
                    + (least.compareTo(ordered) == 0 ? "" : "at least ")
                    + plain(least),
                filled)
            : Optional.empty();
      }
      case RELEASED, ACCEPTED, PARTIALLY_FILLED, CANCELLED, EXPIRED, LIQUIDATED -> Optional.empty();
    };
  }

  private BigDecimal most(PlannedOrder sent) {
    BigDecimal ordered = sent.amount().value();
    return sent.fullBalance()
        ? ordered.multiply(BigDecimal.ONE.add(tolerance.interest()))
        : ordered;
  }

  /** A transfer after other steps sends the lesser of planned and present. */
  private BigDecimal least(PlannedOrder sent, boolean first) {
    BigDecimal ordered = sent.amount().value();
    return switch (sent.operation()) {
      case SPOT_TRADE, PERP_TRADE -> ordered;
      case TRANSFER -> first ? less(ordered) : BigDecimal.ZERO;
      case SUPPLY, BORROW, REPAY, WITHDRAW, STAKE, UNSTAKE, SWAP, FLASH_BORROW, FLASH_REPAY ->
          less(ordered);
    };
  }

  private BigDecimal less(BigDecimal amount) {
    return amount.multiply(BigDecimal.ONE.subtract(tolerance.fill()));
  }

  private BigDecimal more(BigDecimal amount) {
    return amount.multiply(BigDecimal.ONE.add(tolerance.fill()));
  }

  /** What moved, leg by leg. */
  private final class Legs {
    private final PlannedOrder sent;
    private final Report report;
    private final BigDecimal filled;
    private final SortedMap<Instrument, BigDecimal> moved = new TreeMap<>();

    Legs(PlannedOrder sent, Report report) {
      this.sent = sent;
      this.report = report;
      this.filled = report.filled();
      report
          .deltas()
          .forEach(
              (instrument, delta) -> {
                if (delta.signum() != 0 && !isFee(instrument, delta)) {
                  moved.put(instrument, delta);
                }
              });
    }

    /** Paid in a token that the order does not touch: gas, or an exchange's own token. */
    private boolean isFee(Instrument instrument, BigDecimal delta) {
      boolean place =
          instrument.venue().equals(sent.venue())
              || instrument.venue().equals(sent.sourceVenue())
              || instrument.venue().equals(sent.targetVenue())
              || instrument.venue().equals(Venue.WALLET);
      return report.feeToken() != null
          && instrument.isBase(report.feeToken())
          && place
          && !touched(instrument)
          && delta.signum() < 0
          && delta.negate().compareTo(report.fee()) <= 0;
    }

    private boolean touched(Instrument instrument) {
      return sent.expectedDeltas().containsKey(instrument) || isBeside(instrument);
    }

    /** What an order may move though its expected deltas do not name it. */
    private boolean isBeside(Instrument instrument) {
      return switch (sent.operation()) {
        case SPOT_TRADE, SWAP ->
            instrument.equals(Instrument.base(sent.targetVenue(), sent.targetToken()));
        case UNSTAKE ->
            instrument.equals(Instrument.unstaking(sent.venue()))
                || instrument.equals(Instrument.base(sent.targetVenue(), sent.targetToken()));
        case PERP_TRADE ->
            instrument.isBase(sent.sourceToken())
                && (instrument.venue().equals(sent.venue())
                    || instrument.venue().equals(Venue.BINANCE));
        case SUPPLY, BORROW, REPAY, WITHDRAW, STAKE, FLASH_BORROW, FLASH_REPAY, TRANSFER -> false;
      };
    }

    Optional<String> contradiction() {
      for (Map.Entry<Instrument, BigDecimal> delta : moved.entrySet()) {
        if (!touched(delta.getKey())) {
          return said(
              "deltas must name what " + name(sent) + " touches, named " + delta.getKey(),
              delta.getValue());
        }
      }
      return switch (report.status()) {
        case REJECTED ->
            moved.isEmpty()
                ? Optional.empty()
                : said("deltas of a rejected " + name(sent) + " must be empty", moved);
        case LIQUIDATED -> Optional.empty();
        case RELEASED, ACCEPTED, PARTIALLY_FILLED, FILLED, CANCELLED, EXPIRED -> legs();
      };
    }

    private Optional<String> legs() {
      List<Bound> bounds = new ArrayList<>();
      switch (sent.operation()) {
        case SPOT_TRADE -> trade(bounds, Instrument.base(sent.venue(), sent.amount().token()));
        case SWAP -> trade(bounds, sent.source());
        case PERP_TRADE -> perp(bounds);
        case STAKE -> stake(bounds);
        case UNSTAKE -> unstake(bounds);
        case SUPPLY, BORROW, REPAY, WITHDRAW, FLASH_BORROW, FLASH_REPAY -> oneToOne(bounds, true);
        case TRANSFER -> oneToOne(bounds, false);
      }
      return bounds.stream().flatMap(bound -> bound.broken().stream()).findFirst();
    }

    /**
     * Every leg is the filled amount; what leaves is exact, what arrives may be less by its fee.
     */
    private void oneToOne(List<Bound> bounds, boolean mayExceed) {
      boolean spends = sent.expectedDeltas().values().stream().anyMatch(x -> x.signum() < 0);
      for (Map.Entry<Instrument, BigDecimal> leg : sent.expectedDeltas().entrySet()) {
        boolean own =
            spends
                ? leg.getValue().signum() < 0 && leg.getKey().type() != PositionType.DEBT_TOKEN
                : leg.getKey().type() != PositionType.DEBT_TOKEN;
        if (own) {
          own(bounds, leg.getKey(), filled);
        } else {
          BigDecimal least = less(filled).subtract(feeIn(leg.getKey()));
          add(bounds, leg.getKey(), least, mayExceed ? more(whole(filled)) : filled);
        }
      }
    }

    /** What the amount counts moves by the filled amount, the fee in its token aside. */
    private void own(List<Bound> bounds, Instrument instrument, BigDecimal least) {
      BigDecimal fee = feeIn(instrument);
      boolean leaves = signOf(instrument) < 0;
      BigDecimal rebate = Decimals.atLeastZero(fee.negate());
      BigDecimal paid = Decimals.atLeastZero(fee);
      add(
          bounds,
          instrument,
          least.subtract(leaves ? rebate : paid),
          whole(filled.max(least)).add(leaves ? paid : rebate));
    }

    /** An order that means all there is may move by interest more than it says was filled. */
    private BigDecimal whole(BigDecimal amount) {
      return sent.fullBalance()
          ? amount.multiply(BigDecimal.ONE.add(tolerance.interest())).min(most(sent)).max(amount)
          : amount;
    }

    /** The fee as far as it can be one, where it is paid in that very token. */
    private BigDecimal feeIn(Instrument instrument) {
      if (report.feeToken() == null || !instrument.symbol().equals(report.feeToken().symbol())) {
        return BigDecimal.ZERO;
      }
      BigDecimal share =
          sent.operation() == Operation.TRANSFER ? MOST_TRANSFER_FEE : tolerance.fill();
      BigDecimal most = filled.multiply(share);
      return report.fee().min(most).max(most.negate());
    }

    private void trade(List<Bound> bounds, Instrument traded) {
      own(bounds, traded, filled);
      Instrument other = other(traded);
      atPrice(bounds, other, filled, tolerance.proceeds());
    }

    /** What comes for what is given, or is given for what comes. */
    private Instrument other(Instrument one) {
      return sent.expectedDeltas().keySet().stream()
          .filter(leg -> !leg.equals(one))
          .findFirst()
          .orElseGet(() -> Instrument.base(sent.targetVenue(), sent.targetToken()));
    }

    private void atPrice(
        List<Bound> bounds, Instrument leg, BigDecimal quantity, BigDecimal deviation) {
      List<BigDecimal> prices = prices(leg);
      if (prices.isEmpty()) {
        bounds.add(new Bound(leg, moved(leg), signOf(leg), BigDecimal.ZERO, null));
        return;
      }
      List<Bound> each = new ArrayList<>();
      for (BigDecimal price : prices) {
        BigDecimal worth = quantity.multiply(price);
        add(
            each,
            leg,
            worth.multiply(BigDecimal.ONE.subtract(deviation)),
            worth.multiply(BigDecimal.ONE.add(deviation)));
      }
      bounds.add(
          each.stream().filter(bound -> bound.broken().isEmpty()).findFirst().orElse(each.get(0)));
    }

    private void perp(List<Bound> bounds) {
      Instrument perp =
          sent.expectedDeltas().keySet().stream()
              .filter(leg -> leg.type() == PositionType.PERP)
              .findFirst()
              .orElseThrow();
      own(bounds, perp, filled);
      BigDecimal ofNotional = tolerance.unrealised().add(MOST_FEE);
      moved.forEach(
          (leg, delta) -> {
            if (!leg.equals(perp)) {
              notional(leg)
                  .map(ofNotional::multiply)
                  .ifPresent(
                      most -> bounds.add(new Bound(leg, delta.abs(), 1, BigDecimal.ZERO, most)));
            }
          });
    }

    /** Of what was filled, in the token of a balance; empty without a price. */
    private Optional<BigDecimal> notional(Instrument balance) {
      if (balance.symbol().equals(sent.amount().token().symbol())) {
        return Optional.of(filled);
      }
      List<BigDecimal> known = new ArrayList<>();
      if (sent.referencePrice() != null) {
        known.add(sent.referencePrice());
      }
      views.forEach(
          view ->
              view.quote(Market.perp(sent.venue(), sent.amount().token()))
                  .map(Quote::price)
                  .ifPresent(known::add));
      return known.stream().max(BigDecimal::compareTo).map(filled::multiply);
    }

    private void stake(List<Bound> bounds) {
      own(bounds, sent.source(), filled);
      sent.expectedDeltas().keySet().stream()
          .filter(leg -> !leg.equals(sent.source()))
          .forEach(leg -> atPrice(bounds, leg, filled, tolerance.fill()));
    }

    /**
     * All of the LST enters the queue before any of it counts as filled; until the queue ends what
     * comes of it lies there.
     */
    private void unstake(List<Bound> bounds) {
      boolean done = report.status() == OrderStatus.FILLED;
      BigDecimal in = moved(sent.source()).negate();
      BigDecimal most = done ? whole(filled) : most(sent);
      add(bounds, sent.source(), filled, most);
      Instrument wallet = other(sent.source());
      BigDecimal out = moved(wallet).add(moved(Instrument.unstaking(sent.venue())));
      Bound whole = null;
      for (BigDecimal price : prices(wallet)) {
        BigDecimal worth = in.max(BigDecimal.ZERO).multiply(price);
        BigDecimal least = done ? less(worth) : BigDecimal.ZERO;
        Bound bound = new Bound(wallet, out, 1, least, exactly(more(worth)));
        whole = whole == null || bound.broken().isEmpty() ? bound : whole;
      }
      bounds.add(whole == null ? new Bound(wallet, out, 1, BigDecimal.ZERO, null) : whole);
      bounds.add(new Bound(wallet, moved(wallet), 1, BigDecimal.ZERO, null));
    }

    /** What of a leg comes for a unit of the amount: as expected, and as the market says now. */
    private List<BigDecimal> prices(Instrument leg) {
      List<BigDecimal> prices = new ArrayList<>();
      BigDecimal expected = sent.expectedDeltas().get(leg);
      if (expected != null && expected.signum() != 0) {
        prices.add(divide(expected.abs(), sent.amount().value()));
      }
      views.forEach(view -> now(view).ifPresent(prices::add));
      return prices;
    }

    private Optional<BigDecimal> now(MarketView view) {
      return switch (sent.operation()) {
        case SPOT_TRADE -> spot(view);
        case SWAP -> price(view, Market.dex(sent.amount().token()));
        case UNSTAKE -> price(view, Market.rate(sent.venue(), sent.amount().token()));
        case STAKE ->
            price(view, Market.rate(sent.venue(), sent.targetToken()))
                .map(rate -> divide(BigDecimal.ONE, rate));
        case PERP_TRADE, SUPPLY, BORROW, REPAY, WITHDRAW, FLASH_BORROW, FLASH_REPAY, TRANSFER ->
            Optional.empty();
      };
    }

    private Optional<BigDecimal> spot(MarketView view) {
      String[] pair = sent.pair() == null ? new String[0] : sent.pair().split("/", -1);
      if (pair.length != 2) {
        return Optional.empty();
      }
      Token base = new Token(pair[0]);
      Token quote = new Token(pair[1]);
      Optional<BigDecimal> direct = price(view, Market.spot(base, quote));
      return direct.isPresent() || quote.equals(Token.USDT)
          ? direct
          : price(view, Market.spot(base, Token.USDT))
              .flatMap(
                  inUsdt ->
                      price(view, Market.spot(quote, Token.USDT))
                          .map(ofQuote -> divide(inUsdt, ofQuote)));
    }

    private static Optional<BigDecimal> price(MarketView view, Market market) {
      return view.quote(market).map(Quote::price).filter(price -> price.signum() > 0);
    }

    private int signOf(Instrument leg) {
      BigDecimal expected = sent.expectedDeltas().get(leg);
      return expected == null || expected.signum() == 0 ? 1 : expected.signum();
    }

    private BigDecimal moved(Instrument leg) {
      return moved.getOrDefault(leg, BigDecimal.ZERO);
    }

    private void add(List<Bound> bounds, Instrument leg, BigDecimal least, BigDecimal most) {
      bounds.add(
          new Bound(
              leg,
              moved(leg),
              signOf(leg),
              least.multiply(BigDecimal.ONE.subtract(EXACTNESS)),
              exactly(most)));
    }

    private static BigDecimal exactly(BigDecimal most) {
      return most.multiply(BigDecimal.ONE.add(EXACTNESS)).add(Decimals.ATOM);
    }

    /**
     * @param sign in which direction the leg goes
     * @param least in that direction
     * @param most in that direction, null for any
     */
    private record Bound(
        Instrument leg, BigDecimal delta, int sign, BigDecimal least, BigDecimal most) {
      Optional<String> broken() {
        BigDecimal size = sign < 0 ? delta.negate() : delta;
        boolean within = size.compareTo(least) >= 0 && (most == null || size.compareTo(most) <= 0);
        return within
            ? Optional.empty()
            : said(
                "deltas["
                    + leg
                    + "] must be "
                    + (sign < 0 ? "minus " : "")
                    + plain(Decimals.down(least))
                    + (most == null ? " or more" : " to " + plain(Decimals.down(most)))
                    + " by what was filled",
                delta);
      }
    }
  }

  private static String name(PlannedOrder sent) {
    return sent.operation() + " " + sent.amount() + " at " + sent.venue();
  }

  private static Optional<String> said(String expected, BigDecimal was) {
    return Optional.of(expected + ", was " + plain(was));
  }

  private static Optional<String> said(String expected, Object was) {
    return Optional.of(expected + ", was " + was);
  }

  private static String plain(BigDecimal value) {
    return Decimals.plain(value);
  }
}
