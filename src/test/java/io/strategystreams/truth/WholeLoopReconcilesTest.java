package io.strategystreams.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.paper.attribution.Component;
import io.strategystreams.paper.attribution.Statement;
import io.strategystreams.paper.exchange.VenueSettings;
import io.strategystreams.paper.ledger.StrategyProfile;
import io.strategystreams.replay.MarketFeed;
import io.strategystreams.replay.SimulatedMarket;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** All ten strategies through entry, deposit, withdrawal, dust, override and exit. */
class WholeLoopReconcilesTest {
  private static final Instant START = Instant.parse("2024-06-01T00:00:00Z");
  private static final int HOURS = 100;

  @Test
  void everyInstantOfEveryStrategyReconciles() {
    VenueSettings venues =
        VenueSettings.defaults(7).withChances(new BigDecimal("0.03"), new BigDecimal("0.2"));
    try (Play play = new Play(Play.exact().withVenues(venues), START);
        MarketFeed market =
            new SimulatedMarket(11).open(START, START.plus(Duration.ofHours(HOURS)))) {
      for (Mode mode : Mode.values()) {
        play.with(mode);
      }
      for (int hour = 0; market.hasNext(); hour++) {
        for (Mode mode : Mode.values()) {
          inject(play, mode, hour);
        }
        play.step(market.next());
      }
      for (Mode mode : Mode.values()) {
        Statement statement = play.statement(mode);
        assertThat(statement.paidIn()).as("%s was paid in", mode).isPositive();
        assertThat(statement.paidOut()).as("%s was paid out", mode).isPositive();
        boolean trades = mode != Mode.PURE_LENDING_ETH && mode != Mode.PURE_LENDING_USDT;
        assertThat(statement.components().get(Component.SLIPPAGE).signum())
            .as("%s slips", mode)
            .isEqualTo(trades ? -1 : 0);
      }
    }
  }

  private static void inject(Play play, Mode mode, int hour) {
    Instant now = START.plus(Duration.ofHours(hour));
    Token shareClass = play.statement(mode).shareClass();
    BigDecimal capital = Play.CONFIGURATION.application().demo().capital().get(shareClass);
    switch (hour) {
      case 12 ->
          play.inject(
              PaperFlows.deposit(
                  mode.id(),
                  Instrument.base(StrategyProfile.homeOf(mode), shareClass),
                  capital.multiply(new BigDecimal("0.2")),
                  now));
      case 18 ->
          play.inject(
              PaperFlows.dust(
                  mode.id(), Venue.WALLET, new Token("EIGEN"), new BigDecimal("60"), now));
      case 24 ->
          play.inject(
              PaperFlows.withdraw(mode.id(), capital.multiply(new BigDecimal("0.25")), now));
      case 50 -> play.inject(PaperFlows.riskOverride(mode.id(), Duration.ofHours(6), now));
      case 76 -> play.inject(PaperFlows.withdrawAll(mode.id(), now));
      default -> {}
    }
  }
}
