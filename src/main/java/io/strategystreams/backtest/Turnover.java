package io.strategystreams.backtest;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Order;
import io.strategystreams.paper.ledger.LiquidStaking;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What a strategy traded: the notional of its fills on spot, perpetual and DEX markets, each side
 * of a trade counted once; a perpetual that the venue closed (take profit, stop loss, liquidation)
 * too. Staking, lending, loans and transfers are no trades.
 */
final class Turnover {
  private final Token shareClass;
  private final Map<String, Order> open = new HashMap<>();
  private final Map<String, BigDecimal> counted = new HashMap<>();
  private BigDecimal notional = BigDecimal.ZERO;

  Turnover(Token shareClass) {
    this.shareClass = shareClass;
  }

  void ordered(Order order) {
    open.put(order.getOrderId(), order);
  }

  /** A report says how much is filled by now; what was not counted yet is, at today's prices. */
  void reported(ExecutionReport report, PriceBook prices) {
    if (report.getClosesOrderId() != null) {
      closed(report, prices);
      return;
    }
    Order order = open.get(report.getOrderId());
    if (order == null) {
      return;
    }
    if (report.getAveragePrice() != null && report.getFilledAmount().signum() > 0) {
      Token quote = quote(order);
      if (quote != null) {
        BigDecimal filled = filledIn(quote, order, report);
        BigDecimal before = counted.getOrDefault(order.getOrderId(), BigDecimal.ZERO);
        counted.put(order.getOrderId(), filled);
        notional = notional.add(prices.converted(filled.subtract(before), quote, shareClass));
      }
    }
    switch (report.getStatus()) {
      case FILLED, REJECTED, CANCELLED, EXPIRED, LIQUIDATED -> {
        open.remove(order.getOrderId());
        counted.remove(order.getOrderId());
      }
      case ACCEPTED, PARTIALLY_FILLED, UNKNOWN -> {}
    }
  }

  /** A venue reports such a close once, whole; of a loan's collateral it is no trade. */
  private void closed(ExecutionReport report, PriceBook prices) {
    boolean ofPerp =
        report.getDeltas().keySet().stream()
            .anyMatch(held -> Instrument.parse(held).type() == PositionType.PERP);
    if (ofPerp) {
      notional =
          notional.add(
              prices.converted(
                  report.getFilledAmount().multiply(report.getAveragePrice()),
                  Token.USDT,
                  shareClass));
    }
  }

  /** In the share class, at the prices of each fill. */
  BigDecimal notional() {
    return notional;
  }

  private static BigDecimal filledIn(Token quote, Order order, ExecutionReport report) {
    return new Token(order.getAmountToken()).equals(quote)
        ? report.getFilledAmount()
        : report.getFilledAmount().multiply(report.getAveragePrice());
  }

  /** What a trade is reckoned in; null for what is no trade. */
  private static Token quote(Order order) {
    return switch (order.getOperation()) {
      case SPOT_TRADE -> new Token(order.getPair().substring(order.getPair().indexOf('/') + 1));
      case PERP_TRADE -> Token.USDT;
      case SWAP -> swapped(order);
      default -> null;
    };
  }

  private static Token swapped(Order order) {
    Token in = new Token(order.getTokenIn());
    return LiquidStaking.protocolOf(in).isPresent() ? Token.WETH : in;
  }
}
