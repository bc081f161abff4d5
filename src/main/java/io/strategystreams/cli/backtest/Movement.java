package io.strategystreams.cli.backtest;

import io.strategystreams.backtest.TradedStrategy;
import io.strategystreams.cli.console.TimeOption;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.paper.ledger.StrategyProfile;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.TypeConversionException;

/**
 * Money that investors pay in or ask back, {@code TIME:STRATEGY:AMOUNT}. The time may have colons
 * of its own, so the text is read from its end.
 *
 * @param amount share class units; empty for everything, which only a withdrawal can be
 */
record Movement(Kind kind, Instant time, String strategyId, Optional<BigDecimal> amount) {
  enum Kind {
    DEPOSIT("--deposit"),
    WITHDRAWAL("--withdraw");

    private final String option;

    Kind(String option) {
      this.option = option;
    }
  }

  private static final String ALL = "all";

  /**
   * @throws IllegalArgumentException saying what is expected
   */
  static Movement parse(Kind kind, String text) {
    int second = text.lastIndexOf(':');
    int first = second < 1 ? -1 : text.lastIndexOf(':', second - 1);
    if (first < 1) {
      throw new IllegalArgumentException(
          kind.option
              + " must be TIME:STRATEGY:AMOUNT such as 2024-06-01T12:00:00Z:eth_basis:1000, was "
              + text);
    }
    String amount = text.substring(second + 1);
    boolean all = kind == Kind.WITHDRAWAL && amount.equals(ALL);
    try {
      return new Movement(
          kind,
          new TimeOption().convert(text.substring(0, first)),
          text.substring(first + 1, second),
          all ? Optional.empty() : Optional.of(Capital.amount(kind.option, amount)));
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException(kind.option + ": " + e.getMessage(), e);
    }
  }

  /**
   * As the paper executor reads it.
   *
   * @param from when the backtest begins
   * @param last its last instant
   * @throws IllegalArgumentException if the strategy is not in the backtest, or the time not within
   */
  PaperFlow flow(List<TradedStrategy> strategies, Instant from, Instant last) {
    TradedStrategy strategy =
        strategies.stream()
            .filter(one -> one.id().equals(strategyId))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        kind.option
                            + " must name one of "
                            + String.join(
                                ", ", strategies.stream().map(TradedStrategy::id).toList())
                            + ", was "
                            + strategyId));
    if (time.isBefore(from) || time.isAfter(last)) {
      throw new IllegalArgumentException(
          kind.option + " must be from " + from + " to " + last + ", was " + time);
    }
    return switch (kind) {
      case DEPOSIT ->
          PaperFlows.deposit(
              strategyId,
              Instrument.base(StrategyProfile.homeOf(strategy.mode()), strategy.shareClass()),
              amount.orElseThrow(),
              time);
      case WITHDRAWAL ->
          amount
              .map(some -> PaperFlows.withdraw(strategyId, some, time))
              .orElseGet(() -> PaperFlows.withdrawAll(strategyId, time));
    };
  }
}
