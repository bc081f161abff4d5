package io.strategystreams.config;

import io.strategystreams.core.plan.Operation;
import java.util.Arrays;
import java.util.List;

/** The keys of each venue in {@code configs/venues.yaml}. */
public final class VenueKeys {
  /** What a venue must be called. */
  public static final TextType NAME =
      TextType.matching("[a-z0-9_]+", "a venue: lower-case letters, digits and _");

  private static final TextType TOKEN = TextType.matching("[A-Za-z0-9]+", "a token's symbol");

  public static final Key.Single<List<String>> OPERATIONS =
      Key.required(
          "operations",
          new ListType<>(
              new ChoiceType(Arrays.stream(Operation.values()).map(Operation::name).toList())),
          "What an executor of this venue carries out.");

  public static final Key.Single<List<String>> TOKENS =
      Key.required(
          "tokens", new ListType<>(TOKEN), "What lies or is dealt in there, perpetuals aside.");

  public static final Key.Single<String> LST =
      Key.off(
          "lst",
          TOKEN,
          "The liquid staking token that the venue issues, for a protocol that stakes.");

  private static final List<Key<?>> ALL = List.of(OPERATIONS, TOKENS, LST);

  private VenueKeys() {}

  public static List<Key<?>> all() {
    return ALL;
  }
}
