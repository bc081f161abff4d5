package io.strategystreams.core.strategy;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;
import static io.strategystreams.core.money.Decimals.downToLot;
import static io.strategystreams.core.money.Decimals.up;
import static io.strategystreams.core.money.Decimals.upToLot;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketRules;
import io.strategystreams.core.market.Prediction;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.StrategyParameters.SignalRules;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Action;
import io.strategystreams.core.plan.ExchangeOrders;
import io.strategystreams.core.plan.ExchangeOrders.Brackets;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import io.strategystreams.core.plan.TransferOrders;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A signed perp that follows a model's signal: one size, E' (in the asset) long or short or
 * nothing. Only a prediction opens or flips; override, withdrawal and φ shrink even on HOLD.
 */
final class DirectionalBook implements BookPlanner {
  private static final Venue VENUE = Venue.BINANCE;

  private final Facts facts;
  private final Token asset;
  private final Instrument perp;
  private final MarketRules rules;
  private final Optional<BigDecimal> price;
  private final ShareClass share;
  private final boolean coinMargined;

  DirectionalBook(Facts facts) {
    this.facts = facts;
    this.asset = facts.parameters().asset();
    this.perp = Instrument.perp(VENUE, asset);
    this.rules = facts.catalogue().rulesOf(market());
    this.price = facts.prices().last(market());
    this.share = new ShareClass(facts.parameters().shareClass(), facts.home());
    this.coinMargined = facts.parameters().shareClass().equals(asset);
  }

  @Override
  public Proposal propose(boolean mayGrow) {
    Positions book = facts.positions();
    BigDecimal held = book.amount(perp);
    if (facts.exits()) {
      return exit(book, held);
    }
    if (!coinMargined && price.isEmpty()) {
      return Proposal.none(Reason.PRICE_MISSING, "no price of " + market());
    }
    SignalReading reading = read(held);
    BigDecimal size = size();
    return switch (reading.direction()) {
      case HOLD -> keep(book, held, size, reading.hold(), reading.detail());
      case FLAT -> flat(book, held);
      case LONG -> follow(book, held, size, 1, mayGrow);
      case SHORT -> follow(book, held, size, -1, mayGrow);
    };
  }

  private SignalReading read(BigDecimal held) {
    Situation situation = facts.situation();
    Optional<Prediction> seen = situation.market().prediction(asset.symbol());
    SignalReading reading = SignalReading.of(seen, facts.parameters().signal(), situation.now());
    boolean used =
        seen.isPresent()
            && situation.usedPrediction() != null
            && !seen.get().eventTime().isAfter(situation.usedPrediction());
    boolean opens =
        reading.direction() == SignalReading.Direction.LONG
            || reading.direction() == SignalReading.Direction.SHORT;
    return used && opens && held.signum() == 0
        ? new SignalReading(SignalReading.Direction.HOLD, Reason.HOLD_PREDICTION_USED, null)
        : reading;
  }

  /** E' in units of the asset, floored to the lot. */
  private BigDecimal size() {
    BigDecimal exact =
        coinMargined ? facts.investable() : divide(facts.investable(), price.orElseThrow());
    return downToLot(exact, rules.lot());
  }

  private Proposal exit(Positions book, BigDecimal held) {
    PlanDraft draft = new PlanDraft(book);
    BigDecimal closed = downToLot(held.abs(), rules.lot());
    if (isTradable(closed)) {
      reduce(draft, held, closed, Intent.ML_FLAT);
    }
    share.bringHome(draft);
    Proposal view = view(held, BigDecimal.ZERO);
    Reason reason = facts.exit().orElseThrow();
    return draft.isEmpty()
        ? view.withoutAction(reason, "nothing is left to do")
        : acting(view, draft, Action.EXIT_FULL, reason, false, false);
  }

  private Proposal flat(Positions book, BigDecimal held) {
    PlanDraft draft = new PlanDraft(book);
    BigDecimal closed = downToLot(held.abs(), rules.lot());
    if (!isTradable(closed)) {
      return idle(book, view(held, BigDecimal.ZERO), Reason.SIGNAL_MATCHES_POSITION, null);
    }
    reduce(draft, held, closed, Intent.ML_FLAT);
    if (facts.isWithdrawing()) {
      share.bringHome(draft);
    }
    return acting(
        view(held, BigDecimal.ZERO), draft, Action.EXIT_FULL, Reason.SIGNAL_FLAT, false, true);
  }

  private Proposal follow(
      Positions book, BigDecimal held, BigDecimal size, int sign, boolean mayGrow) {
    if (held.signum() == sign) {
      Proposal matched = match(book, held, size, mayGrow);
      return matched.acts() ? matched : matched.usingPrediction();
    }
    BigDecimal target = sign > 0 ? size : size.negate();
    Proposal view = view(held, target);
    if (!isTradable(size)) {
      if (held.signum() != 0) {
        return flat(book, held);
      }
      Reason reason =
          facts.investable().signum() == 0 ? Reason.NO_EQUITY : Reason.INSUFFICIENT_FUNDS;
      return idle(book, view, reason, "the position would be below a lot or the minimum notional");
    }
    if (!mayGrow) {
      return keep(book, held, size, Reason.ON_TARGET, null);
    }
    PlanDraft draft = new PlanDraft(book);
    gatherMargin(draft);
    BigDecimal closed = downToLot(held.abs(), rules.lot());
    if (closed.signum() > 0) {
      reduce(draft, held, closed, Intent.ML_FLAT);
    }
    open(draft, target, brackets(sign), sign > 0 ? Intent.ML_LONG : Intent.ML_SHORT);
    Reason reason = held.signum() == 0 ? Reason.SIGNAL_OPENED : Reason.SIGNAL_FLIPPED;
    return acting(view, draft, Action.ENTRY_FULL, reason, true, true);
  }

  /** The signal's direction is the position's. */
  private Proposal match(Positions book, BigDecimal held, BigDecimal size, boolean mayGrow) {
    if (!facts.parameters().signal().rebalanceOnMatch()) {
      return keep(book, held, size, Reason.SIGNAL_MATCHES_POSITION, null);
    }
    BigDecimal target = held.signum() > 0 ? size : size.negate();
    BigDecimal lacking = size.subtract(held.abs());
    boolean out = size.signum() > 0 && divide(lacking.abs(), size).compareTo(facts.threshold()) > 0;
    BigDecimal change = downToLot(lacking.abs(), rules.lot());
    if (lacking.signum() <= 0 || !out || !isTradable(change) || !mayGrow) {
      return out && lacking.signum() < 0
          ? shrink(book, held, size, Reason.SIGNAL_RESIZED)
          : keep(book, held, size, Reason.SIGNAL_MATCHES_POSITION, null);
    }
    PlanDraft draft = new PlanDraft(book);
    gatherMargin(draft);
    boolean isLong = held.signum() > 0;
    open(draft, isLong ? change : change.negate(), null, isLong ? Intent.ML_LONG : Intent.ML_SHORT);
    return acting(
        view(held, target), draft, Action.ENTRY_PARTIAL, Reason.SIGNAL_RESIZED, true, false);
  }

  /** Nothing is opened; a withdrawal or φ may still shrink what is held. */
  private Proposal keep(
      Positions book, BigDecimal held, BigDecimal size, Reason reason, String detail) {
    boolean limited = facts.isWithdrawing() || facts.fraction().compareTo(BigDecimal.ONE) < 0;
    if (limited && held.abs().compareTo(size) > 0) {
      boolean owed = facts.unpaid().compareTo(share.atHome(book)) > 0;
      boolean out =
          size.signum() == 0
              || divide(held.abs().subtract(size), size).compareTo(facts.threshold()) > 0;
      if (owed || out) {
        return shrink(
            book,
            held,
            size,
            facts.isWithdrawing() ? Reason.WITHDRAWAL_PARTIAL : Reason.ABOVE_TARGET);
      }
    }
    return idle(book, view(held, held), reason, detail);
  }

  private Proposal shrink(Positions book, BigDecimal held, BigDecimal size, Reason reason) {
    BigDecimal surplus = held.abs().subtract(size);
    BigDecimal change =
        facts.isWithdrawing()
            ? upToLot(surplus, rules.lot()).min(downToLot(held.abs(), rules.lot()))
            : downToLot(surplus, rules.lot());
    Proposal view = view(held, held.signum() > 0 ? size : size.negate());
    if (!isTradable(change)) {
      return idle(
          book, view, Reason.BELOW_MINIMUM, "the surplus is below a lot or the minimum notional");
    }
    PlanDraft draft = new PlanDraft(book);
    reduce(draft, held, change, Intent.EXIT_PARTIAL);
    if (facts.isWithdrawing()) {
      share.bringHome(draft);
    }
    return acting(view, draft, Action.EXIT_PARTIAL, reason, false, false);
  }

  /** No perp moves; share class that a withdrawal needs is still brought home. */
  private Proposal idle(Positions book, Proposal view, Reason reason, String detail) {
    PlanDraft draft = new PlanDraft(book);
    if (facts.isWithdrawing()) {
      share.bringHome(draft);
    }
    return draft.isEmpty()
        ? view.withoutAction(reason, detail)
        : acting(view, draft, Action.EXIT_PARTIAL, Reason.AWAY_FROM_HOME, false, false);
  }

  private void gatherMargin(PlanDraft draft) {
    for (Map.Entry<Instrument, BigDecimal> held : share.holdings(draft.book()).entrySet()) {
      if (!held.getKey().venue().equals(VENUE)) {
        new TransferOrders(draft)
            .move(
                held.getKey(), VENUE, down(held.getValue()), Intent.FUNDING_TRANSFER, Sizing.FIXED);
      }
    }
  }

  /** The fee of a close needs to be at the venue: where it is not, the margin comes first. */
  private void reduce(PlanDraft draft, BigDecimal held, BigDecimal quantity, Intent intent) {
    BigDecimal fee =
        (coinMargined ? quantity : price.map(quantity::multiply).orElse(BigDecimal.ZERO))
            .multiply(rules.takerFee());
    if (draft.present(feeAccount()).compareTo(up(fee)) < 0) {
      share.bringHome(draft);
    }
    BigDecimal change = held.signum() > 0 ? quantity.negate() : quantity;
    orders(draft).perp(VENUE, asset, change, rules, price, feeAccount(), true, null, intent);
  }

  private void open(PlanDraft draft, BigDecimal change, Brackets brackets, Intent intent) {
    orders(draft).perp(VENUE, asset, change, rules, price, feeAccount(), false, brackets, intent);
  }

  /** P(1 ± sd'·take_profit_sd) and P(1 ∓ sd'·stop_loss_sd); none where the model gives no sd. */
  private Brackets brackets(int sign) {
    Double sd =
        facts.situation().market().prediction(asset.symbol()).map(Prediction::sd).orElse(null);
    if (sd == null || price.isEmpty()) {
      return null;
    }
    SignalRules signal = facts.parameters().signal();
    BigDecimal clamped = BigDecimal.valueOf(sd).max(signal.sdFloor()).min(signal.sdCap());
    BigDecimal direction = BigDecimal.valueOf(sign);
    BigDecimal profit = clamped.multiply(signal.takeProfitSd()).multiply(direction);
    BigDecimal loss = clamped.multiply(signal.stopLossSd()).multiply(direction);
    return new Brackets(
        down(price.get().multiply(BigDecimal.ONE.add(profit))),
        down(price.get().multiply(BigDecimal.ONE.subtract(loss))));
  }

  private boolean isTradable(BigDecimal quantity) {
    return quantity.compareTo(rules.lot()) >= 0
        && price.map(p -> quantity.multiply(p).compareTo(rules.minNotional()) >= 0).orElse(true);
  }

  private Proposal view(BigDecimal held, BigDecimal target) {
    SortedMap<Instrument, BigDecimal> targets = new TreeMap<>(Map.of(perp, target));
    SortedMap<Instrument, BigDecimal> current = new TreeMap<>(Map.of(perp, held));
    BigDecimal deviation =
        target.signum() == 0 ? null : divide(held.subtract(target).abs(), target.abs());
    return new Proposal(
        Action.NONE,
        Reason.ON_TARGET,
        null,
        targets,
        current,
        deviation,
        null,
        false,
        List.of(),
        false);
  }

  private Proposal acting(
      Proposal view,
      PlanDraft draft,
      Action action,
      Reason reason,
      boolean grows,
      boolean usesPrediction) {
    return new Proposal(
        action,
        reason,
        null,
        view.targets(),
        view.current(),
        view.deviation(),
        draft,
        grows,
        grows ? List.of(market()) : List.of(),
        usesPrediction);
  }

  private ExchangeOrders orders(PlanDraft draft) {
    return new ExchangeOrders(draft, facts.parameters().trading().slippage());
  }

  /** The margin currency pays the fee. */
  private Instrument feeAccount() {
    return Instrument.base(VENUE, coinMargined ? asset : Token.USDT);
  }

  private Market market() {
    return Market.perp(VENUE, asset);
  }
}
