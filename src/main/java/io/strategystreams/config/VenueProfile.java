package io.strategystreams.config;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a venue does.
 *
 * @param operations what an executor of the venue carries out
 * @param tokens what can lie or be dealt in there
 * @param issued the liquid staking token it issues, null for none
 * @param gas units of gas that an operation burns, of a venue on chain
 * @param marginTerms of perpetuals, null where there are none
 * @param lendingTerms of loans, null where there are none
 */
public record VenueProfile(
    Venue venue,
    Set<Operation> operations,
    Set<Token> tokens,
    Token issued,
    SortedMap<Operation, Long> gas,
    MarginTerms marginTerms,
    LendingTerms lendingTerms) {
  public VenueProfile {
    operations = Set.copyOf(operations);
    tokens = Set.copyOf(tokens);
    gas = Collections.unmodifiableSortedMap(new TreeMap<>(gas));
  }

  public boolean executes(Operation operation) {
    return operations.contains(operation);
  }

  public Optional<Token> lst() {
    return Optional.ofNullable(issued);
  }

  /** Units of gas, 0 where the operation burns none. */
  public long gasOf(Operation operation) {
    return gas.getOrDefault(operation, 0L);
  }

  public Optional<MarginTerms> margin() {
    return Optional.ofNullable(marginTerms);
  }

  public Optional<LendingTerms> lending() {
    return Optional.ofNullable(lendingTerms);
  }
}
