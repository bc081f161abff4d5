package io.strategystreams.config;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads {@code configs/venues.yaml}. */
final class VenuesFile {
  private VenuesFile() {}

  /** The venues that could be read; all that is wrong goes to {@code problems}. */
  static VenueCatalogue read(Document document, Problems problems) {
    SortedMap<Venue, VenueProfile> profiles = new TreeMap<>();
    for (NamedEntries.Entry entry : NamedEntries.of(document, "venues", VenueKeys.NAME, problems)) {
      Settings settings =
          Settings.read(
              entry.document(), "a venue", entry.path(), VenueKeys.all(), Map.of(), problems);
      if (!settings.sound(VenueKeys.OPERATIONS, VenueKeys.TOKENS, VenueKeys.LST)) {
        continue;
      }
      VenueProfile profile = profile(new Venue(entry.name()), settings);
      stakersIssue(entry, profile, settings, problems);
      profiles.put(profile.venue(), profile);
    }
    return new VenueCatalogue(profiles);
  }

  private static VenueProfile profile(Venue venue, Settings settings) {
    String lst = settings.get(VenueKeys.LST);
    return new VenueProfile(
        venue,
        settings.get(VenueKeys.OPERATIONS).stream()
            .map(Operation::valueOf)
            .collect(Collectors.toSet()),
        settings.get(VenueKeys.TOKENS).stream().map(Token::new).collect(Collectors.toSet()),
        lst == null ? null : new Token(lst));
  }

  private static void stakersIssue(
      NamedEntries.Entry entry, VenueProfile profile, Settings settings, Problems problems) {
    if (profile.executes(Operation.STAKE) && profile.lst().isEmpty()) {
      ConfigError error =
          settings.error(VenueKeys.LST, "must be given where STAKE is executed", "absent");
      problems.add(entry.located(error));
    }
  }
}
