package io.strategystreams.config;

import static io.strategystreams.config.ModeKeys.*;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.mode.Release;
import io.strategystreams.core.mode.StrategyParameters;
import io.strategystreams.core.mode.UnstakeVia;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A validated mode file: the parameters of a strategy, and the text they came from in canonical
 * form.
 */
public final class ModeFile {
  private static final int PLANS_PER_MINUTE = 20;

  /** What a strategy was called before, and is called now. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "usdt_market_neutral",
          Mode.USDT_ETH_STAKING_HEDGED_LEVERAGED.id(),
          "usdt_market_neutral_no_leverage",
          Mode.USDT_ETH_STAKING_HEDGED_SIMPLE.id());

  private final String fileName;
  private final Desk desk;
  private final Settings settings;
  private final StrategyParameters parameters;

  private ModeFile(String fileName, Desk desk, Settings settings) {
    this.fileName = fileName;
    this.desk = desk;
    this.settings = settings;
    this.parameters = parameters(settings);
  }

  /**
   * Reads and validates a mode file, its venues and markets included.
   *
   * @param fileName for errors
   * @param yaml the whole file
   * @param desk the markets and venues there are
   * @throws ConfigurationException with everything that is wrong
   */
  public static ModeFile parse(String fileName, String yaml, Desk desk) {
    return parse(fileName, yaml, Optional.of(desk));
  }

  /**
   * Reads and validates a mode file by itself: whether its venues and markets exist is left open.
   *
   * @param fileName for errors
   * @param yaml the whole file
   * @throws ConfigurationException with everything that is wrong
   */
  public static ModeFile parse(String fileName, String yaml) {
    return parse(fileName, yaml, Optional.empty());
  }

  /**
   * The file of a mode that says nothing but its mode: every default.
   *
   * @param desk the markets and venues there are
   * @throws ConfigurationException if the desk lacks what the defaults need
   */
  public static ModeFile defaults(Mode mode, Desk desk) {
    return parse(mode.id() + ".yaml", "mode: " + mode.id() + "\n", desk);
  }

  private static ModeFile parse(String fileName, String yaml, Optional<Desk> desk) {
    Problems problems = new Problems();
    Document document = YamlReader.read(fileName, yaml, problems);
    problems.throwIfAny();
    return validated(document, desk.orElse(null));
  }

  private static ModeFile validated(Document written, Desk desk) {
    Problems problems = new Problems();
    Document document = renamed(written, problems);
    Optional<ModeProfile> profile = profile(document);
    Map<String, Object> byMode = profile.map(known -> byMode(known, document)).orElse(Map.of());
    Settings settings =
        Settings.read(document, "a mode file", "", ModeKeys.all(), byMode, problems);
    profile.ifPresent(
        known -> {
          ModeRules rules = new ModeRules(known, settings, problems);
          rules.check();
          if (desk != null) {
            rules.check(desk);
          }
        });
    problems.throwIfAny();
    return new ModeFile(document.name(), desk, settings);
  }

  private static Document renamed(Document document, Problems problems) {
    Given mode = document.entries().get(MODE.name());
    String today = mode == null ? null : RENAMED.get(mode.text());
    if (today == null) {
      return document;
    }
    problems.add(
        new ConfigError(
            mode.source(),
            mode.line(),
            MODE.name(),
            "must be " + today + ", its name today",
            mode.text()));
    return document.with(MODE.name(), Given.scalar(today, mode.source(), mode.line()));
  }

  private static Optional<ModeProfile> profile(Document document) {
    return Optional.ofNullable(document.entries().get(MODE.name()))
        .flatMap(given -> MODE.type().read(given.text()))
        .map(Mode::of)
        .map(ModeProfile::of);
  }

  private static Map<String, Object> byMode(ModeProfile profile, Document document) {
    Map<String, Object> values = new HashMap<>();
    values.put(SHARE_CLASS.name(), profile.shareClasses().get(0));
    values.put(ASSET.name(), profile.asset());
    values.put(DATA_TYPE.name(), profile.dataType());
    for (ModeProfile.Trait trait : ModeProfile.Trait.values()) {
      values.put(trait.key().name(), profile.traits().contains(trait));
    }
    Given lst = document.entries().get(LST_TYPE.name());
    values.put(LST_TYPE.name(), Issuers.DEFAULT_LST);
    values.put(STAKING_PROTOCOL.name(), Issuers.of(lst == null ? Issuers.DEFAULT_LST : lst.text()));
    values.put(HEDGE_ALLOCATION.name(), profile.hedgeAllocation());
    return values;
  }

  public Mode mode() {
    return parameters.mode();
  }

  /** {@code borrowing_enabled}. */
  public boolean borrows() {
    return settings.get(BORROWING_ENABLED);
  }

  /** What the core takes. */
  public StrategyParameters parameters() {
    return parameters;
  }

  /**
   * The same file with some keys changed, validated anew. A dotted key sets one entry ({@code
   * max_age.price}, {@code hedge_allocation.bybit}); a map given whole replaces the map, whatever
   * the order of the overrides.
   *
   * @param overrides by dotted key: text, numbers (decimals as {@link BigDecimal} to stay exact),
   *     booleans, maps of these, or null to switch off
   * @throws ConfigurationException with everything that is wrong, the file named {@code overrides}
   */
  public ModeFile withOverrides(Map<String, ?> overrides) {
    if (overrides.isEmpty()) {
      return this;
    }
    Problems problems = new Problems();
    Document changed = new Overrides(overrides, problems).appliedTo(document());
    if (overrides.containsKey(MODE.name())) {
      problems.add(
          new ConfigError(
              Overrides.SOURCE,
              0,
              MODE.name(),
              "cannot be overridden, take the file of that mode",
              String.valueOf(overrides.get(MODE.name()))));
    }
    problems.throwIfAny();
    return validated(changed, desk);
  }

  /** Every key with its value, defaults included, in the order of {@link ModeKeys#all()}. */
  public String toYaml() {
    return CanonicalYaml.of(document());
  }

  private Document document() {
    return CanonicalYaml.document(fileName, ModeKeys.all(), settings, ModeKeys::isAlwaysWritten);
  }

  private static StrategyParameters parameters(Settings settings) {
    return new StrategyParameters(
        Mode.of(settings.get(MODE)),
        new Token(settings.get(SHARE_CLASS)),
        new Token(settings.get(ASSET)),
        new StrategyParameters.Staking(
            new Token(settings.get(LST_TYPE)),
            new Venue(settings.get(STAKING_PROTOCOL)),
            settings.get(STAKE_ALLOCATION),
            settings.get(STAKE_REBALANCE_THRESHOLD),
            UnstakeVia.valueOf(settings.get(UNSTAKE_VIA).toUpperCase(Locale.ROOT))),
        new StrategyParameters.Leverage(
            settings.get(TARGET_LTV),
            settings.get(MAX_LTV),
            Decimals.fromBps(settings.get(FLASH_FEE_BPS))),
        new StrategyParameters.Hedge(
            shares(settings.get(HEDGE_ALLOCATION)),
            settings.get(MAX_DELTA_DRIFT),
            settings.get(MARGIN_RESERVE),
            settings.get(MARGIN_RATIO_MIN),
            settings.get(MARGIN_RATIO_TARGET)),
        new StrategyParameters.SignalRules(
            settings.get(SIGNAL_GRANULARITY),
            settings.get(CONFIDENCE_THRESHOLD).doubleValue(),
            settings.get(TAKE_PROFIT_SD),
            settings.get(STOP_LOSS_SD),
            Decimals.fromBps(settings.get(SD_FLOOR_BPS)),
            Decimals.fromBps(settings.get(SD_CAP_BPS)),
            settings.get(REBALANCE_ON_MATCH)),
        new StrategyParameters.Trading(
            settings.get(POSITION_DEVIATION_THRESHOLD),
            Decimals.fromBps(settings.get(SLIPPAGE_BPS)),
            Decimals.fromBps(settings.get(SWAP_SLIPPAGE_BPS)),
            settings.get(DUST_MIN_NOTIONAL),
            settings.get(GAS_RESERVE)),
        new StrategyParameters.Freshness(
            settings.get(MAX_AGE_PRICE),
            settings.get(MAX_AGE_RISK),
            settings.get(MAX_AGE_EXPOSURE)),
        pace(settings),
        new StrategyParameters.Limits(
            settings.get(MAX_ORDER_NOTIONAL),
            settings.get(MAX_ORDER_TO_EQUITY),
            settings.get(MAX_LEVERAGE)),
        new StrategyParameters.Plausibility(
            settings.get(MAX_FILL_DEVIATION),
            settings.get(MAX_ACCRUED_INTEREST),
            settings.get(MAX_EQUITY_GAP),
            settings.get(MAX_UNREALISED),
            settings.get(MAX_BASIS),
            settings.get(MAX_SPREAD),
            settings.get(MAX_LST_DISCOUNT)));
  }

  private static StrategyParameters.Pace pace(Settings settings) {
    return new StrategyParameters.Pace(
        settings.get(ORDER_TTL),
        settings.get(GRACE),
        settings.get(SETTLE_DELAY),
        settings.get(BARRIER_TIMEOUT),
        settings.get(COOLDOWN_INITIAL),
        settings.get(COOLDOWN_MAX),
        settings.get(UNSTAKING_DELAY),
        settings.get(MAX_PRICE_JUMP),
        plansPerMinute(settings.get(MAX_PLANS_PER_MINUTE)),
        Release.valueOf(settings.get(RELEASE).toUpperCase(Locale.ROOT)));
  }

  /** Version 0.1.0 wrote null where no limit was set; there is always one now. */
  private static int plansPerMinute(Long limit) {
    return limit == null ? PLANS_PER_MINUTE : Math.toIntExact(limit);
  }

  private static SortedMap<Venue, BigDecimal> shares(SortedMap<String, BigDecimal> allocation) {
    SortedMap<Venue, BigDecimal> shares = new TreeMap<>();
    allocation.forEach(
        (venue, share) -> {
          if (share.signum() > 0) {
            shares.put(new Venue(venue), share);
          }
        });
    return shares;
  }
}
