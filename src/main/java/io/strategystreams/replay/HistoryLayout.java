package io.strategystreams.replay;

import io.strategystreams.config.NearestName;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.MarketKind;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which files of a directory price which markets, and what stands in for what: for every spot and
 * perpetual market that is known, the staking tokens, Aave's reserves and gas. What is missing, is
 * not needed or has no name known here is a note.
 */
final class HistoryLayout {
  /** A market that trades in bars. */
  record Bars(Market market, HistoryFile file, String source) {}

  /**
   * A perpetual.
   *
   * @param funding whose rate counts, the first one that has any
   */
  record Perp(Bars bars, List<HistoryFile> funding) {}

  /**
   * A market priced by the one value of a file.
   *
   * @param factor what it is multiplied by
   */
  record Single(Market market, HistoryFile file, BigDecimal factor, String source) {}

  /**
   * A token whose closes are in WETH.
   *
   * @param eth bars of ETH in USDT
   */
  record ThroughEth(Market market, HistoryFile file, HistoryFile eth, String source) {}

  /** A reserve of Aave. */
  record Reserve(Market supply, Market borrow, HistoryFile file) {}

  private static final BigDecimal DEX_DISCOUNT = new BigDecimal("0.999");
  private static final Token WEETH = new Token("weETH");
  private static final Token WSTETH = new Token("wstETH");
  private static final List<Venue> EXCHANGES = List.of(Venue.BINANCE, Venue.BYBIT, Venue.OKX);

  private final Path directory;
  private final SortedSet<HistoryFile> files = new TreeSet<>();
  private final SortedMap<String, String> unused = new TreeMap<>();
  private final Map<String, String> missing = new LinkedHashMap<>();
  private final List<Bars> spots = new ArrayList<>();
  private final List<Perp> perps = new ArrayList<>();
  private final List<Single> singles = new ArrayList<>();
  private final List<ThroughEth> throughEth = new ArrayList<>();
  private final List<Reserve> reserves = new ArrayList<>();
  private final HistoryFile gas;

  /**
   * @param markets that are known; of others nothing is read
   */
  HistoryLayout(Path directory, Collection<Market> markets) {
    this.directory = directory;
    for (Market market : new TreeSet<>(markets)) {
      HistoryNames.base(market)
          .ifPresent(
              base -> {
                if (market.kind() == MarketKind.PERP) {
                  addPerp(market, base);
                } else {
                  addSpot(market, base);
                }
              });
    }
    addStaking(Venue.ETHERFI, WEETH);
    addStaking(Venue.LIDO, WSTETH);
    for (Token token : List.of(Token.USDT, Token.WETH, WEETH, WSTETH)) {
      use(HistoryNames.reserve(token))
          .forEach(
              file ->
                  reserves.add(
                      new Reserve(Market.supplyIndex(token), Market.debtIndex(token), file)));
    }
    this.gas = use(HistoryNames.GAS).stream().findFirst().orElse(null);
    if (!RewardsFile.isIn(directory)) {
      missing.put(RewardsFile.NAME, RewardsFile.MISSING);
    }
  }

  /** The files that are read. */
  SortedSet<HistoryFile> files() {
    return files;
  }

  /** The spot markets of exchanges. */
  List<Bars> spots() {
    return spots;
  }

  List<Perp> perps() {
    return perps;
  }

  List<Single> singles() {
    return singles;
  }

  List<ThroughEth> throughEth() {
    return throughEth;
  }

  List<Reserve> reserves() {
    return reserves;
  }

  /** Null if there is none. */
  HistoryFile gas() {
    return gas;
  }

  /** What is missing or not read, a line each, for people. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(missing.values());
    notes.addAll(unread());
    return notes;
  }

  /** What is not read, a line each, for people. */
  List<String> unread() {
    List<String> notes = new ArrayList<>(unused.values());
    SortedSet<String> lookedFor = new TreeSet<>(missing.keySet());
    files.forEach(file -> lookedFor.add(file.name()));
    for (String name : names()) {
      boolean isKnown = lookedFor.contains(name) || unused.containsKey(name);
      if (!isKnown && !HistoryNames.isNoData(name)) {
        notes.add(
            name
                + " is not read: no history file has this name, or its market is not in"
                + " markets.yaml"
                + NearestName.hint(name, lookedFor));
      }
    }
    return notes;
  }

  private void addSpot(Market market, Token base) {
    HistoryFile own = HistoryNames.spot(Venue.BINANCE, base);
    List<HistoryFile> there = new ArrayList<>();
    for (Venue venue : EXCHANGES) {
      HistoryFile file = HistoryNames.spot(venue, base);
      if (file.isIn(directory)) {
        there.add(file);
        if (there.size() == 1) {
          String standIn = venue.equals(Venue.BINANCE) ? "" : " (stand-in)";
          spots.add(new Bars(market, file, venue + " spot" + standIn));
        }
      }
    }
    HistoryFile inEth = HistoryNames.throughEth(base);
    if (inEth.isIn(directory)) {
      there.add(inEth);
      if (there.size() == 1) {
        throughEth.add(new ThroughEth(market, inEth, ethBars(), base + "/WETH x ETH spot"));
      }
    }
    chosen(own, there);
  }

  private HistoryFile ethBars() {
    return EXCHANGES.stream()
        .map(venue -> HistoryNames.spot(venue, Token.ETH))
        .filter(file -> file.isIn(directory))
        .findFirst()
        .orElse(HistoryNames.spot(Venue.BINANCE, Token.ETH));
  }

  private void addPerp(Market market, Token base) {
    Venue venue = market.venue();
    HistoryFile own = HistoryNames.perp(venue, base);
    List<HistoryFile> there = new ArrayList<>();
    for (Venue source : venue.equals(Venue.OKX) ? List.of(venue, Venue.BYBIT) : List.of(venue)) {
      HistoryFile file = HistoryNames.perp(source, base);
      if (file.isIn(directory)) {
        there.add(file);
      }
    }
    if (there.isEmpty()) {
      missing.put(own.name(), own.missing());
      funding(venue, base);
      return;
    }
    HistoryFile bars = there.get(0);
    files.add(bars);
    if (!bars.equals(own)) {
      missing.put(own.name(), own + " is missing: " + bars + " stands in");
    }
    String source = bars.equals(own) ? venue + " perp" : Venue.BYBIT + " perp (stand-in)";
    perps.add(new Perp(new Bars(market, bars, source), funding(venue, base)));
  }

  private List<HistoryFile> funding(Venue venue, Token base) {
    List<HistoryFile> funding = new ArrayList<>();
    List<HistoryFile> names = HistoryNames.funding(venue, base);
    List<HistoryFile> there = names.stream().filter(file -> file.isIn(directory)).toList();
    chosen(names.get(0), there);
    there.stream().findFirst().ifPresent(funding::add);
    HistoryFile bybit = HistoryNames.funding(Venue.BYBIT, base).get(0);
    if (venue.equals(Venue.OKX) && bybit.isIn(directory)) {
      files.add(bybit);
      funding.add(bybit);
    }
    if (funding.isEmpty()) {
      missing.put(
          names.get(0).name(), names.get(0) + " is missing: " + HistoryForm.FUNDING.absence());
    }
    return funding;
  }

  private void addStaking(Venue protocol, Token lst) {
    HistoryFile rate = HistoryNames.rate(lst);
    use(rate)
        .forEach(
            file ->
                singles.add(
                    new Single(
                        Market.rate(protocol, lst), file, BigDecimal.ONE, protocol + " rate")));
    HistoryFile dex = HistoryNames.dex(lst);
    if (dex.isIn(directory) || lst.equals(WEETH)) {
      use(dex)
          .forEach(
              file ->
                  singles.add(new Single(Market.dex(lst), file, BigDecimal.ONE, lst + " market")));
    } else if (rate.isIn(directory)) {
      singles.add(new Single(Market.dex(lst), rate, DEX_DISCOUNT, protocol + " rate less 0.1 %"));
    }
  }

  /** The file itself if the directory has it, else none and a note. */
  private List<HistoryFile> use(HistoryFile file) {
    List<HistoryFile> there = file.isIn(directory) ? List.of(file) : List.of();
    chosen(file, there);
    return there;
  }

  /** Of several files for the same, the first is read; what stands in is noted. */
  private void chosen(HistoryFile own, List<HistoryFile> there) {
    if (there.isEmpty()) {
      missing.put(own.name(), own.missing());
      return;
    }
    HistoryFile first = there.get(0);
    files.add(first);
    if (own.form() == first.form() && !own.equals(first)) {
      missing.put(own.name(), own + " is missing: " + first + " stands in");
    }
    there.stream()
        .skip(1)
        .forEach(
            other -> unused.put(other.name(), other + " is not read: " + first + " says the same"));
  }

  private List<String> names() {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException failure) {
      throw new HistoryException("cannot list " + directory + ": " + failure.getMessage(), failure);
    }
  }
}
