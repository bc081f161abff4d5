package io.strategystreams.cli.demo;

import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Something that is done to a strategy within the run, beside the market. */
sealed interface Injection {
  String strategyId();

  Instant at();

  /** What it is, in words. */
  String text();

  /** Investors pay in, at the strategy's home. */
  record Deposit(String strategyId, Instant at, BigDecimal amount, Token shareClass)
      implements Injection {
    @Override
    public String text() {
      return "deposit of " + Decimals.plain(amount) + " " + shareClass;
    }
  }

  /** Investors ask part of their money back. */
  record PartialWithdrawal(String strategyId, Instant at, BigDecimal amount, Token shareClass)
      implements Injection {
    @Override
    public String text() {
      return "withdrawal of " + Decimals.plain(amount) + " " + shareClass;
    }
  }

  /** Investors ask everything back. */
  record FullWithdrawal(String strategyId, Instant at) implements Injection {
    @Override
    public String text() {
      return "withdrawal of everything";
    }
  }

  /** The risk monitor orders everything out and lifts that after a while. */
  record RiskOverride(String strategyId, Instant at, Duration duration) implements Injection {
    @Override
    public String text() {
      return "risk override for " + duration.toHours() + " h";
    }

    Instant end() {
      return at.plus(duration);
    }
  }

  /** A reward token comes in. */
  record Dust(String strategyId, Instant at, Token token, BigDecimal amount) implements Injection {
    @Override
    public String text() {
      return Decimals.plain(amount) + " " + token + " of dust";
    }
  }
}
