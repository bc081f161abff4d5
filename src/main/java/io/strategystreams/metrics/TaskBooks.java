package io.strategystreams.metrics;

import io.strategystreams.core.guard.ControlState;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the strategies of one task hold. Written by its thread, read by whoever asks. */
public final class TaskBooks implements AutoCloseable {
  private final Books all;
  private final boolean oneByOne;
  private final Map<String, ControlState> states = new ConcurrentHashMap<>();
  private final Set<String> quarantines = ConcurrentHashMap.newKeySet();
  private final Map<String, OpenBook> open = new ConcurrentHashMap<>();
  private final Map<String, BookFigures> books = new ConcurrentHashMap<>();
  private final Map<String, RiskFigures> risks = new ConcurrentHashMap<>();

  TaskBooks(Books all, boolean oneByOne) {
    this.all = all;
    this.oneByOne = oneByOne;
  }

  /** What a configured strategy may do. */
  public void controlled(String strategyId, ControlState inForce) {
    if (all.isTold()) {
      states.put(strategyId, inForce);
    }
  }

  /**
   * @param quarantined whether the engine failed on it and no operator has resumed it
   */
  public void quarantined(String strategyId, boolean quarantined) {
    if (quarantined && all.isTold()) {
      quarantines.add(strategyId);
    } else {
      quarantines.remove(strategyId);
    }
  }

  /** A book is hedged, or is not to be. */
  public void hedged(String strategyId) {
    open.remove(strategyId);
  }

  /** A neutral book lies unhedged. */
  public void unhedged(OpenBook book) {
    if (all.isTold()) {
      open.merge(book.strategyId(), book, OpenBook::then);
    }
  }

  /**
   * @param figures reckoned only if they are told
   */
  public void held(String strategyId, Supplier<BookFigures> figures) {
    if (oneByOne) {
      books.put(strategyId, figures.get());
    }
  }

  /**
   * @param figures made only if they are told
   */
  public void assessed(String strategyId, Supplier<RiskFigures> figures) {
    if (oneByOne) {
      risks.put(strategyId, figures.get());
    }
  }

  Stream<ControlState> states() {
    return states.values().stream();
  }

  int quarantined() {
    return quarantines.size();
  }

  Stream<OpenBook> open() {
    return open.values().stream();
  }

  Stream<StrategyFigures> figures() {
    return books.values().stream()
        .map(
            book ->
                new StrategyFigures(book, risks.getOrDefault(book.strategyId(), RiskFigures.NONE)));
  }

  /** The task goes elsewhere. */
  @Override
  public void close() {
    all.forget(this);
  }
}
