package io.strategystreams.config;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads {@code configs/venues.yaml}. */
final class VenuesFile {
  private static final List<Key.Family<BigDecimal>> STANDARD =
      List.of(VenueKeys.LTV, VenueKeys.LIQUIDATION_THRESHOLD, VenueKeys.LIQUIDATION_BONUS);
  private static final List<Key.Single<BigDecimal>> E_MODE =
      List.of(
          VenueKeys.E_MODE_LTV,
          VenueKeys.E_MODE_LIQUIDATION_THRESHOLD,
          VenueKeys.E_MODE_LIQUIDATION_BONUS);
  private static final List<Key.Single<BigDecimal>> MARGIN =
      List.of(VenueKeys.MAINTENANCE_MARGIN, VenueKeys.LIQUIDATION_FEE);

  private final NamedEntries.Entry entry;
  private final Settings settings;
  private final Problems problems;

  private VenuesFile(NamedEntries.Entry entry, Settings settings, Problems problems) {
    this.entry = entry;
    this.settings = settings;
    this.problems = problems;
  }

  /** The venues that could be read; all that is wrong goes to {@code problems}. */
  static VenueCatalogue read(Document document, Problems problems) {
    SortedMap<Venue, VenueProfile> profiles = new TreeMap<>();
    for (NamedEntries.Entry entry : NamedEntries.of(document, "venues", VenueKeys.NAME, problems)) {
      Settings settings =
          Settings.read(
              entry.document(), "a venue", entry.path(), VenueKeys.all(), Map.of(), problems);
      if (settings.sound(VenueKeys.all().toArray(Key<?>[]::new))) {
        VenueProfile profile = new VenuesFile(entry, settings, problems).profile();
        profiles.put(profile.venue(), profile);
      }
    }
    return new VenueCatalogue(profiles);
  }

  private VenueProfile profile() {
    String lst = settings.get(VenueKeys.LST);
    Set<Operation> operations =
        settings.get(VenueKeys.OPERATIONS).stream()
            .map(Operation::valueOf)
            .collect(Collectors.toSet());
    Set<Token> tokens =
        settings.get(VenueKeys.TOKENS).stream().map(Token::new).collect(Collectors.toSet());
    if (operations.contains(Operation.STAKE) && lst == null) {
      refuse(VenueKeys.LST, "must be given where STAKE is executed", "absent");
    }
    return new VenueProfile(
        new Venue(entry.name()),
        operations,
        tokens,
        lst == null ? null : new Token(lst),
        gas(),
        margin(operations),
        operations.contains(Operation.BORROW) ? lending(tokens) : null);
  }

  private SortedMap<Operation, Long> gas() {
    SortedMap<Operation, Long> gas = new TreeMap<>();
    settings
        .get(VenueKeys.GAS)
        .forEach(
            (name, units) -> {
              boolean known =
                  Arrays.stream(Operation.values()).anyMatch(each -> each.name().equals(name));
              if (known) {
                gas.put(Operation.valueOf(name), units);
              } else {
                refuse(VenueKeys.GAS, "must name operations", name);
              }
            });
    return gas;
  }

  private MarginTerms margin(Set<Operation> operations) {
    List<Key.Single<BigDecimal>> absent =
        MARGIN.stream().filter(key -> settings.get(key) == null).toList();
    if (absent.size() == MARGIN.size()) {
      return operations.contains(Operation.PERP_TRADE) ? MarginTerms.USUAL : null;
    }
    absent.forEach(key -> refuse(key, "must be given beside the other", "absent"));
    return absent.isEmpty()
        ? new MarginTerms(
            settings.get(VenueKeys.MAINTENANCE_MARGIN), settings.get(VenueKeys.LIQUIDATION_FEE))
        : null;
  }

  private LendingTerms lending(Set<Token> tokens) {
    boolean silent =
        STANDARD.stream().allMatch(key -> settings.get(key).isEmpty())
            && E_MODE.stream().allMatch(key -> settings.get(key) == null);
    if (silent) {
      return LendingTerms.usual();
    }
    SortedMap<Token, CollateralTerms> standard = new TreeMap<>();
    for (Token token : new TreeMap<>(byName(tokens)).values()) {
      boolean whole = true;
      for (Key.Family<BigDecimal> key : STANDARD) {
        if (!settings.get(key).containsKey(token.symbol())) {
          refuse(key, "must name every token where BORROW is executed", token + " absent");
          whole = false;
        }
      }
      if (whole) {
        standard.put(
            token,
            terms(
                settings.get(VenueKeys.LTV).get(token.symbol()),
                settings.get(VenueKeys.LIQUIDATION_THRESHOLD).get(token.symbol()),
                settings.get(VenueKeys.LIQUIDATION_BONUS).get(token.symbol()),
                VenueKeys.LIQUIDATION_THRESHOLD));
      }
    }
    return new LendingTerms(standard, eMode());
  }

  private static Map<String, Token> byName(Set<Token> tokens) {
    return tokens.stream().collect(Collectors.toMap(Token::symbol, token -> token));
  }

  private CollateralTerms eMode() {
    List<Key.Single<BigDecimal>> absent =
        E_MODE.stream().filter(key -> settings.get(key) == null).toList();
    if (absent.isEmpty()) {
      return terms(
          settings.get(VenueKeys.E_MODE_LTV),
          settings.get(VenueKeys.E_MODE_LIQUIDATION_THRESHOLD),
          settings.get(VenueKeys.E_MODE_LIQUIDATION_BONUS),
          VenueKeys.E_MODE_LIQUIDATION_THRESHOLD);
    }
    if (absent.size() < E_MODE.size()) {
      absent.forEach(key -> refuse(key, "must be given beside the others of e_mode", "absent"));
    }
    return null;
  }

  private CollateralTerms terms(
      BigDecimal ltv, BigDecimal threshold, BigDecimal bonus, Key<?> thresholdKey) {
    if (threshold.compareTo(ltv) < 0) {
      refuse(thresholdKey, "must not be below the ltv " + ltv, threshold.toPlainString());
    }
    return new CollateralTerms(ltv, threshold, bonus);
  }

  private void refuse(Key<?> key, String problem, String found) {
    problems.add(entry.located(settings.error(key, problem, found)));
  }
}
