package io.strategystreams.core.plan;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the parts of one {@link PlannedOrder}; what is not said is absent. */
final class OrderDraft {
  private final Operation operation;
  private final Venue venue;
  private final Quantity amount;
  private final BigDecimal lot;
  private final BigDecimal minAmount;
  private final Intent intent;
  private String pair;
  private Side side;
  private Token tokenIn;
  private Token tokenOut;
  private BigDecimal referencePrice;
  private Venue sourceVenue;
  private Token sourceToken;
  private Venue targetVenue;
  private Token targetToken;
  private SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
  private boolean reduceOnly;
  private boolean fullBalance;
  private BigDecimal takeProfit;
  private BigDecimal stopLoss;
  private BigDecimal slippage;
  private BigDecimal flashFee;
  private Sizing sizing = Sizing.FIXED;
  private Instrument source;
  private BigDecimal sourceBefore;

  OrderDraft(
      Operation operation,
      Venue venue,
      Quantity amount,
      BigDecimal lot,
      BigDecimal minAmount,
      Intent intent) {
    this.operation = operation;
    this.venue = venue;
    this.amount = amount;
    this.lot = lot;
    this.minAmount = minAmount;
    this.intent = intent;
  }

  OrderDraft trading(String tradedPair, Side direction) {
    this.pair = tradedPair;
    this.side = direction;
    return this;
  }

  OrderDraft tokens(Token in, Token out) {
    this.tokenIn = in;
    this.tokenOut = out;
    return this;
  }

  OrderDraft moving(Venue fromVenue, Token fromToken, Venue toVenue, Token toToken) {
    this.sourceVenue = fromVenue;
    this.sourceToken = fromToken;
    this.targetVenue = toVenue;
    this.targetToken = toToken;
    return this;
  }

  OrderDraft reference(BigDecimal price) {
    this.referencePrice = price;
    return this;
  }

  OrderDraft deltas(Map<Instrument, BigDecimal> expected) {
    this.deltas = new TreeMap<>(expected);
    return this;
  }

  OrderDraft reduceOnly(boolean reduces) {
    this.reduceOnly = reduces;
    return this;
  }

  OrderDraft fullBalance(boolean all) {
    this.fullBalance = all;
    return this;
  }

  OrderDraft brackets(BigDecimal profit, BigDecimal loss) {
    this.takeProfit = profit;
    this.stopLoss = loss;
    return this;
  }

  OrderDraft slippage(BigDecimal tolerance) {
    this.slippage = tolerance;
    return this;
  }

  OrderDraft flashFee(BigDecimal fee) {
    this.flashFee = fee;
    return this;
  }

  OrderDraft sizing(Sizing answer) {
    this.sizing = answer;
    return this;
  }

  OrderDraft source(Instrument instrument, BigDecimal before) {
    this.source = instrument;
    this.sourceBefore = before;
    return this;
  }

  PlannedOrder build() {
    return new PlannedOrder(
        operation,
        venue,
        pair,
        side,
        tokenIn,
        tokenOut,
        amount,
        lot,
        minAmount,
        referencePrice,
        sourceVenue,
        sourceToken,
        targetVenue,
        targetToken,
        deltas,
        reduceOnly,
        fullBalance,
        takeProfit,
        stopLoss,
        slippage,
        flashFee,
        intent,
        sizing,
        source,
        sourceBefore);
  }
}
