package io.strategystreams.config;

import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import java.util.Optional;
import java.util.Set;

/**
 * What a venue does.
 *
 * @param operations what an executor of the venue carries out
 * @param tokens what can lie or be dealt in there
 * @param issued the liquid staking token it issues, null for none
 */
public record VenueProfile(
    Venue venue, Set<Operation> operations, Set<Token> tokens, Token issued) {
  public VenueProfile {
    operations = Set.copyOf(operations);
    tokens = Set.copyOf(tokens);
  }

  public boolean executes(Operation operation) {
    return operations.contains(operation);
  }

  public Optional<Token> lst() {
    return Optional.ofNullable(issued);
  }
}
