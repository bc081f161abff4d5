package io.strategystreams.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Desk;
import io.strategystreams.contract.EventReader;
import io.strategystreams.core.guard.ControlState;
import io.strategystreams.core.guard.MarketBook;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.RiskAssessment;
import io.strategystreams.events.Signal;
import io.strategystreams.events.StrategyConfig;
import io.strategystreams.testing.SampleEvents;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A strategy that is not where it wants to be is found from its last inputs alone. */
class NothingLeftTest {
  private static final Desk DESK = ConfigDirectory.load(Path.of("configs"), Map.of()).desk();
  private static final Instant NOON = SampleEvents.NOON;
  private static final String WALLET = "wallet:BaseToken:USDT";
  private static final String SUPPLIED = "aave_v3:aToken:aUSDT";
  private static final String MARGIN = "binance:BaseToken:USDT";

  @Test
  void whatLiesIdleIsFound() {
    List<Breach> found = breaches(lending(ControlState.ACTIVE, Map.of(WALLET, "1000")));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).promise()).isEqualTo(Promise.NOTHING_LEFT);
    assertThat(found.get(0).message()).contains("pure_lending_usdt", "ENTRY_FULL");
  }

  @Test
  void whatIsSuppliedIsWhereItWantsToBe() {
    assertThat(breaches(lending(ControlState.ACTIVE, Map.of(SUPPLIED, "1000")))).isEmpty();
  }

  @Test
  void whatMayNotActOwesNothing() {
    assertThat(breaches(lending(ControlState.HALTED, Map.of(WALLET, "1000")))).isEmpty();
    assertThat(breaches(lending(ControlState.REDUCE_ONLY, Map.of(WALLET, "1000")))).isEmpty();
  }

  @Test
  void aConfigurationThatIsRefusedIsFound() {
    FinalInputs.OfStrategy sound = lending(ControlState.ACTIVE, Map.of(SUPPLIED, "1000"));
    StrategyConfig broken =
        StrategyConfig.newBuilder(sound.configuration())
            .setYaml("mode: pure_lending_usdt\nnonsense: 1\n")
            .build();
    assertThat(
            breaches(
                new FinalInputs.OfStrategy(
                    broken, ControlState.ACTIVE, sound.exposure(), null, sound.market(), NOON)))
        .singleElement()
        .extracting(Breach::text)
        .asString()
        .contains("nonsense");
  }

  @Test
  void aPredictionThatWasNeverActedOnIsFoundAndOneThatWasDecidedOnIsNot() {
    assertThat(breaches(directional(null))).hasSize(1);
    assertThat(breaches(directional(NOON.minusSeconds(1)))).hasSize(1);
    assertThat(breaches(directional(NOON))).isEmpty();
  }

  private static List<Breach> breaches(FinalInputs.OfStrategy inputs) {
    History none = new History(List.of(), List.of(), List.of(), List.of(), List.of());
    String id = inputs.configuration().getStrategyId();
    return Auditor.breachesAtRest(none, new FinalInputs(Map.of(id, inputs)), DESK);
  }

  private static FinalInputs.OfStrategy lending(ControlState control, Map<String, String> book) {
    Mode mode = Mode.PURE_LENDING_USDT;
    return new FinalInputs.OfStrategy(
        config(mode), control, exposure(mode, book), risk(mode), new MarketBook(), NOON);
  }

  private static FinalInputs.OfStrategy directional(Instant lastDecision) {
    Mode mode = Mode.ML_BTC_DIRECTIONAL_USDT_MARGIN;
    MarketBook market = new MarketBook();
    for (String each : List.of("binance:Perp:BTCUSDT", "bybit:Perp:BTCUSDT", "okx:Perp:BTCUSDT")) {
      market.take(
          EventReader.quote(
              SampleEvents.price()
                  .setMarket(each)
                  .setPrice(amount("60000"))
                  .setBid(null)
                  .setAsk(null)
                  .setEventTime(NOON)
                  .build()),
          Set.of());
    }
    MlPrediction prediction =
        SampleEvents.prediction()
            .setAsset("BTC")
            .setSignal(Signal.SWING_HIGH_BREAKOUT)
            .setConfidence(0.99)
            .setEventTime(NOON)
            .build();
    market.take(EventReader.prediction(prediction));
    return new FinalInputs.OfStrategy(
        config(mode),
        ControlState.ACTIVE,
        exposure(mode, Map.of(MARGIN, "1000")),
        risk(mode),
        market,
        lastDecision);
  }

  private static StrategyConfig config(Mode mode) {
    return SampleEvents.config()
        .setStrategyId(mode.id())
        .setMode(mode.id())
        .setYaml("mode: " + mode.id() + "\n")
        .build();
  }

  private static RiskAssessment risk(Mode mode) {
    return SampleEvents.risk()
        .setStrategyId(mode.id())
        .setRiskOverride(false)
        .setMaxEquityFraction(null)
        .setEventTime(NOON)
        .build();
  }

  private static Exposure exposure(Mode mode, Map<String, String> book) {
    Exposure.Builder exposure =
        Exposure.newBuilder()
            .setStrategyId(mode.id())
            .setShareClass("USDT")
            .setTotalExposure(amount("1000"))
            .setDustTokens(Map.of())
            .setWithdrawalRequested(false)
            .setEventTime(NOON);
    Map<String, BigDecimal> positions = new TreeMap<>();
    book.forEach((instrument, held) -> positions.put(instrument, amount(held)));
    return exposure.setPositions(positions).build();
  }

  private static BigDecimal amount(String text) {
    return new BigDecimal(text).setScale(18);
  }
}
