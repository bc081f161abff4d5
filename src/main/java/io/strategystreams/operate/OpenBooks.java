package io.strategystreams.operate;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.contract.Keys;
import io.strategystreams.contract.Topics;
import io.strategystreams.events.Exposure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Books that are not flat, by the last exposure of each strategy. */
public final class OpenBooks {
  private OpenBooks() {}

  /**
   * What strategies still hold, one line each, by name.
   *
   * @param named the strategies, or {@code *} alone for all
   * @throws io.strategystreams.cluster.ClusterException if the brokers do not answer
   */
  public static List<String> of(ClusterAccess access, List<String> named) {
    Map<String, Exposure> last = new TreeMap<>();
    boolean all = named.contains(Keys.EVERY_STRATEGY);
    try (EventLog log = EventLog.open(access, List.of(Topics.EXPOSURES))) {
      log.readToEnd(
          event -> {
            if (event.event() instanceof Exposure exposure
                && (all || named.contains(exposure.getStrategyId()))) {
              last.merge(exposure.getStrategyId(), exposure, OpenBooks::later);
            }
          });
    }
    return last.values().stream().filter(OpenBooks::isOpen).map(OpenBooks::said).toList();
  }

  private static Exposure later(Exposure one, Exposure other) {
    return other.getEventTime().isBefore(one.getEventTime()) ? one : other;
  }

  private static boolean isOpen(Exposure exposure) {
    return held(exposure) > 0;
  }

  private static long held(Exposure exposure) {
    return exposure.getPositions().values().stream().filter(amount -> amount.signum() != 0).count();
  }

  private static String said(Exposure exposure) {
    BigDecimal worth = exposure.getTotalExposure().stripTrailingZeros();
    return "strategy "
        + exposure.getStrategyId()
        + " is not flat: by its exposure of "
        + exposure.getEventTime()
        + " it holds "
        + held(exposure)
        + " positions worth "
        + worth.toPlainString()
        + " "
        + exposure.getShareClass()
        + ", and retired it would neither close nor hedge them";
  }
}
