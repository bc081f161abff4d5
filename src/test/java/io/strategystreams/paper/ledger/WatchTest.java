package io.strategystreams.paper.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Instant OPENED = Instant.parse("2024-06-01T00:00:00Z");
  private static final Instrument LENT = Instrument.aToken(Token.USDT);
  private static final BigDecimal INTEREST = new BigDecimal("0.01");

  @Test
  void whatIsInEffectIsNotCarriedAlong() {
    Watch watch = lender();
    for (int hour = 1; hour <= 1000; hour++) {
      watch = watch.after(interest(hour));

      assertThat(watch.told()).hasSize(1);
    }

    assertThat(watch.at(hour(1000)).ledger().positions().amount(LENT)).isEqualByComparingTo("9.99");
    assertThat(watch.at(hour(1000).plusMillis(1)).ledger().positions().amount(LENT))
        .isEqualByComparingTo("10.00");
  }

  @Test
  void whatIsToldForOneInstantComesIntoEffectTogether() {
    Watch watch = lender().after(interest(1)).after(interest(1));

    assertThat(watch.told()).hasSize(2);
    assertThat(watch.at(hour(1)).ledger().positions().amount(LENT)).isZero();
    assertThat(watch.at(hour(1).plusMillis(1)).ledger().positions().amount(LENT))
        .isEqualByComparingTo("0.02");
  }

  private static Watch lender() {
    StrategyProfile profile =
        new StrategyProfile(
            "lender", Mode.PURE_LENDING_USDT, Token.USDT, Venue.WALLET, MarginScope.VENUE);
    return Watch.open(
        new Flow.Open(
            "lender",
            profile,
            Instrument.base(Venue.WALLET, Token.USDT),
            new BigDecimal("1000"),
            OPENED));
  }

  private static Flow interest(int hour) {
    return new Flow.LendingInterest("lender", LENT, INTEREST, hour(hour));
  }

  private static Instant hour(int count) {
    return OPENED.plus(Duration.ofHours(count));
  }
}
