package io.strategystreams.paper.ledger;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What of a pending withdrawal can be paid now. Paid from share class at home: up to the amount
 * asked for, or everything once nothing else is held. Not before {@code notice} has passed since it
 * was asked, so that the strategy has seen it and shrunk first, and not what the margin of its
 * perps needs.
 */
public final class Payouts {
  /** Below this an idle balance elsewhere is a crumb that cannot be sold, USDT. */
  private static final BigDecimal CRUMB = BigDecimal.TEN;

  /** Below this a staked, supplied or owed amount is a rounding's remainder, in its unit. */
  private static final BigDecimal REMAINDER = new BigDecimal("0.000000001");

  private final Duration notice;
  private final BigDecimal initialMargin;

  /**
   * @param notice time between asking and paying
   * @param initialMargin fraction of their notional that must stay behind perps
   */
  public Payouts(Duration notice, BigDecimal initialMargin) {
    this.notice = notice;
    this.initialMargin = initialMargin;
  }

  /** The payments due at {@code now}, in order; to be applied with {@link FlowRules}. */
  public List<Flow.Paid> due(PaperLedger ledger, Prices prices, Instant now) {
    WithdrawalRequest request = ledger.withdrawal();
    if (request == null || now.isBefore(request.askedAt().plus(notice))) {
      return List.of();
    }
    try {
      boolean nothingElse = nothingElseIsHeld(ledger, prices);
      return request.isEverything() && !nothingElse
          ? List.of()
          : payments(ledger, request, nothingElse, prices, now);
    } catch (UnpricedMarketException e) {
      return List.of(); // What cannot be valued cannot be judged: it waits for its price.
    }
  }

  private List<Flow.Paid> payments(
      PaperLedger ledger,
      WithdrawalRequest request,
      boolean nothingElse,
      Prices prices,
      Instant now) {
    List<Instrument> sources = ledger.profile().shareClassAtHome();
    List<Flow.Paid> payments = new ArrayList<>();
    PaperLedger left = ledger;
    for (Instrument source : sources) {
      WithdrawalRequest open = left.withdrawal();
      BigDecimal present = left.amount(source);
      if (open == null || present.signum() <= 0) {
        continue;
      }
      BigDecimal amount = open.isEverything() ? present : present.min(open.amount());
      boolean last = nothingElse && holdsOnly(left, sources, source, amount);
      Flow.Paid payment = new Flow.Paid(ledger.profile().strategyId(), source, amount, last, now);
      PaperLedger after = FlowRules.apply(left, payment);
      if (!marginSuffices(after, prices)) {
        break;
      }
      payments.add(payment);
      left = after;
    }
    if (payments.isEmpty() && nothingElse && isEmpty(ledger, sources)) {
      Flow.Paid closing =
          new Flow.Paid(ledger.profile().strategyId(), sources.get(0), BigDecimal.ZERO, true, now);
      return List.of(closing);
    }
    return payments;
  }

  private boolean marginSuffices(PaperLedger ledger, Prices prices) {
    for (Venue venue : Margins.perpVenues(ledger)) {
      if (!Margins.behind(ledger, venue, prices).suffices(initialMargin)) {
        return false;
      }
    }
    return true;
  }

  /** Whether paying {@code amount} from {@code source} leaves no share class at home. */
  private static boolean holdsOnly(
      PaperLedger ledger, List<Instrument> sources, Instrument source, BigDecimal amount) {
    return sources.stream()
        .allMatch(
            each ->
                each.equals(source)
                    ? ledger.amount(each).compareTo(amount) == 0
                    : ledger.amount(each).signum() <= 0);
  }

  private static boolean isEmpty(PaperLedger ledger, List<Instrument> sources) {
    return sources.stream().allMatch(source -> ledger.amount(source).signum() <= 0);
  }

  private static boolean nothingElseIsHeld(PaperLedger ledger, Prices prices) {
    List<Instrument> home = ledger.profile().shareClassAtHome();
    for (Map.Entry<Instrument, BigDecimal> held : ledger.positions().asMap().entrySet()) {
      if (!home.contains(held.getKey()) && !isRemainder(ledger, held, prices)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRemainder(
      PaperLedger ledger, Map.Entry<Instrument, BigDecimal> held, Prices prices) {
    PositionType type = held.getKey().type();
    if (type != PositionType.BASE_TOKEN) {
      return type != PositionType.PERP && held.getValue().abs().compareTo(REMAINDER) <= 0;
    }
    Token token = new Token(held.getKey().symbol());
    boolean gas = held.getKey().equals(Instrument.base(Venue.WALLET, Token.ETH));
    boolean margin = token.equals(Token.USDT) && !ledger.profile().shareClass().equals(Token.USDT);
    if (gas || margin || ledger.dust().containsKey(token)) {
      return true; // What no strategy sells (gas, dust, a coin book's USDT) holds nothing back.
    }
    BigDecimal worth = held.getValue().multiply(Valuation.usdtPrice(token, prices));
    return worth.abs().compareTo(CRUMB) < 0;
  }
}
