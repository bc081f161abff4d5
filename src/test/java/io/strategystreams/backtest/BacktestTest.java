package io.strategystreams.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.config.ModeFile;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.PositionType;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.operate.InstanceFiles;
import io.strategystreams.operate.WantedStrategy;
import io.strategystreams.paper.PaperFlows;
import io.strategystreams.paper.topology.PaperSettings;
import io.strategystreams.replay.MarketSource;
import io.strategystreams.replay.RecordedMarket;
import io.strategystreams.replay.SimulatedMarket;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {
  private static final Configuration CONFIGURATION =
      ConfigDirectory.load(Path.of("configs"), Map.of());
  private static final Instant FROM = Instant.parse("2024-06-01T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofHours(60));
  private static final MarketSource MARKET = RecordedMarket.of(new SimulatedMarket(3), FROM, TO);

  @TempDir private Path directory;

  @Test
  void theFilesDoNotDependOnTheGroups() throws IOException {
    BacktestPlan plan = plan(List.of(Mode.values()), List.of());

    BacktestResult alone = run(plan, 1, "one");
    BacktestResult apart = run(plan, 3, "three");

    assertThat(contents("one")).hasSize(5).isEqualTo(contents("three"));
    assertThat(contents("one").get("orders.jsonl")).isNotEmpty();
    assertThat(apart.strategies())
        .extracting(one -> one.strategy().mode())
        .containsExactly(Mode.values());
    assertThat(apart.strategies())
        .extracting(StrategyResult::performance)
        .isEqualTo(alone.strategies().stream().map(StrategyResult::performance).toList());
    assertThat(apart.deadLetters()).isEmpty();
  }

  @Test
  void whatIsPaidInAndOutIsNoReturn() throws IOException {
    PaperFlow more =
        PaperFlows.deposit(
            Mode.PURE_LENDING_USDT.id(),
            Instrument.base(Venue.WALLET, Token.USDT),
            new BigDecimal("50000"),
            FROM.plus(Duration.ofHours(10)));
    PaperFlow all =
        PaperFlows.withdrawAll(Mode.PURE_LENDING_USDT.id(), FROM.plus(Duration.ofHours(30)));

    StrategyResult with =
        run(plan(List.of(Mode.PURE_LENDING_USDT), List.of(all, more)), 1, "with")
            .strategies()
            .get(0);

    assertThat(with.last().paidIn()).isEqualByComparingTo("150000");
    assertThat(with.last().paidOut()).isGreaterThan(new BigDecimal("149000"));
    assertThat(with.last().equity()).isLessThan(BigDecimal.ONE);
    assertThat(with.performance().total()).isBetween(-0.01, 0.01);
    assertThat(with.timeInMarket()).isStrictlyBetween(0.4, 0.6);
  }

  @Test
  void theComponentsAddUpToTheProfit() throws IOException {
    BacktestResult result = run(plan(List.of(Mode.values()), List.of()), 2, "profit");

    for (StrategyResult one : result.strategies()) {
      BigDecimal earned =
          one.last().equity().add(one.last().paidOut()).subtract(one.last().paidIn());
      assertThat(one.last().profit())
          .as(one.strategy().id())
          .isCloseTo(earned, within(new BigDecimal("1e-9").multiply(one.last().equity().abs())));
    }
    assertThat(result.strategies().get(Mode.ETH_BASIS.ordinal()).last().components().get("fees"))
        .isNegative();
  }

  @Test
  void holdingTheShareClassIsTheBenchmarkThatEarnsNothing() throws IOException {
    BacktestResult result = run(plan(List.of(Mode.PURE_LENDING_ETH), List.of()), 1, "held");

    assertThat(result.benchmarks())
        .extracting(BenchmarkResult::name)
        .contains("hold ETH", "hold BTC", "hold USDT");
    assertThat(result.benchmarks())
        .filteredOn(one -> one.name().equals("hold ETH"))
        .singleElement()
        .satisfies(one -> assertThat(one.performance().total()).isZero());
    assertThat(result.instants()).isEqualTo(60);
  }

  /**
   * The example is accepted as apply accepts it, and each short has its collateral at its venue.
   */
  @Test
  void theRealisticBasisOfTheExamplesHoldsItsCollateralWhereItsShortIs() throws IOException {
    List<WantedStrategy> wanted =
        WantedStrategy.of(
            CONFIGURATION,
            InstanceFiles.read(Path.of("examples/realistic-basis.yaml")),
            CONFIGURATION.application().demo().overrides());
    assertThat(wanted)
        .extracting(WantedStrategy::strategyId)
        .containsExactly(
            "btc_basis@one-venue",
            "eth_basis@one-venue",
            "btc_basis@two-venues",
            "eth_basis@two-venues");

    for (WantedStrategy one : wanted) {
      run(planOf(List.of(one.file()), List.of()), 1, one.strategyId());
      Map<Instrument, BigDecimal> held = lastPositions(one.strategyId());

      Token asset = one.file().mode() == Mode.BTC_BASIS ? Token.BTC : Token.ETH;
      Venue venue = one.strategyId().endsWith("one-venue") ? Venue.BINANCE : Venue.BYBIT;
      BigDecimal coins = held.get(Instrument.base(Venue.BINANCE, asset));
      BigDecimal shorted = held.get(Instrument.perp(venue, asset));
      assertThat(coins).as(one.strategyId()).isPositive();
      assertThat(shorted.negate()).as(one.strategyId()).isCloseTo(coins, withinPercentage(2));
      assertThat(held.keySet())
          .as("no short elsewhere")
          .filteredOn(instrument -> instrument.type() == PositionType.PERP)
          .hasSize(1);
      if (venue.equals(Venue.BYBIT)) {
        assertThat(held.get(Instrument.base(venue, Token.USDT)))
            .as("its own margin")
            .isBetween(new BigDecimal("25000"), new BigDecimal("35000"));
      }
    }
  }

  private Map<Instrument, BigDecimal> lastPositions(String run) throws IOException {
    Map<Instrument, BigDecimal> held = new TreeMap<>();
    contents(run)
        .get("positions.csv")
        .lines()
        .skip(1)
        .map(row -> row.split(",", -1))
        .forEach(cells -> held.put(Instrument.parse(cells[2]), new BigDecimal(cells[3])));
    return held;
  }

  @Test
  void whatGoesWrongInAGroupEndsTheRun() {
    Loop.Maker broken =
        (configuration, settings, start, observer) -> {
          throw new IllegalStateException("no loop today");
        };

    assertThatThrownBy(
            () ->
                new Backtest(plan(List.of(Mode.ETH_BASIS), List.of()), broken, 1)
                    .run(directory, (instants, last) -> {}))
        .hasMessage("no loop today");
  }

  private BacktestResult run(BacktestPlan plan, int groups, String name) throws IOException {
    return new Backtest(plan, InProcessLoop::new, groups)
        .run(directory.resolve(name), (instants, last) -> {});
  }

  private static BacktestPlan plan(List<Mode> modes, List<PaperFlow> flows) {
    Map<String, String> hourly = CONFIGURATION.application().demo().overrides();
    return planOf(
        modes.stream()
            .map(mode -> CONFIGURATION.mode(mode).orElseThrow().withOverrides(hourly))
            .toList(),
        flows);
  }

  private static BacktestPlan planOf(List<ModeFile> files, List<PaperFlow> flows) {
    List<TradedStrategy> strategies =
        files.stream()
            .map(
                file ->
                    new TradedStrategy(
                        file,
                        CONFIGURATION
                            .application()
                            .demo()
                            .capital()
                            .get(file.parameters().shareClass())))
            .toList();
    return new BacktestPlan(
        CONFIGURATION, PaperSettings.of(CONFIGURATION), MARKET, FROM, TO, strategies, flows);
  }

  private Map<String, String> contents(String name) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
