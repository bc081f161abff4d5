package io.strategystreams.replay;

import java.util.Iterator;

/** Instants in the order of time, read as they are asked for. */
public interface MarketFeed extends Iterator<MarketInstant>, AutoCloseable {
  @Override
  void close();
}
