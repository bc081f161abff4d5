package io.strategystreams.cli;

import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.events.Decision;
import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.Order;
import io.strategystreams.events.RiskAssessment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Events as cells of a line for people: times in UTC, amounts whole and with their unit. */
final class EventLines {
  private static final int SHORT_ID = 8;

  private EventLines() {}

  /** The cells of an event, or what is wrong with a record that is none. */
  static List<String> cells(LoggedEvent event) {
    List<String> cells = new ArrayList<>();
    cells.add(event.time().toString());
    cells.add(event.key() == null ? "(no key)" : event.key());
    if (event.event() == null) {
      cells.add("! " + event.place() + " cannot be decoded: " + event.undecodable());
      return cells;
    }
    cells.addAll(rest(event.event()));
    return cells;
  }

  private static List<String> rest(SpecificRecord event) {
    if (event instanceof Order order) {
      return order(order);
    }
    if (event instanceof Decision decision) {
      return decision(decision);
    }
    if (event instanceof ExecutionReport report) {
      return report(report);
    }
    if (event instanceof Exposure exposure) {
      return exposure(exposure);
    }
    if (event instanceof RiskAssessment risk) {
      return risk(risk);
    }
    throw new IllegalArgumentException("no line is known for " + event.getSchema().getName());
  }

  private static List<String> order(Order order) {
    return List.of(
        "plan " + order.getPlanNumber() + " " + order.getStep() + "/" + order.getSteps(),
        order.getAction().name(),
        order.getVenue(),
        order.getOperation().name(),
        what(order),
        plain(order.getAmount()) + " " + order.getAmountToken(),
        order.getReferencePrice() == null ? "" : "at " + plain(order.getReferencePrice()),
        "order " + brief(order.getOrderId()),
        flags(order));
  }

  private static String what(Order order) {
    if (order.getPair() != null) {
      return order.getSide() + " " + order.getPair();
    }
    return order.getSourceVenue()
        + " "
        + order.getSourceToken()
        + " → "
        + order.getTargetVenue()
        + " "
        + order.getTargetToken();
  }

  private static String flags(Order order) {
    List<String> flags = new ArrayList<>();
    flags.add(
        "lives " + Duration.between(order.getEventTime(), order.getExpiresAt()).toSeconds() + " s");
    if (order.getGroupSize() > 1) {
      flags.add("group " + order.getSequenceInGroup() + "/" + order.getGroupSize());
    }
    if (order.getReduceOnly()) {
      flags.add("reduce only");
    }
    return String.join(", ", flags);
  }

  private static List<String> decision(Decision decision) {
    int orders = decision.getOrderIds().size();
    return List.of(
        decision.getAction().name(),
        decision.getReason().name(),
        decision.getPlanNumber() == null ? "" : "plan " + decision.getPlanNumber(),
        orders == 0 ? "" : orders + (orders == 1 ? " order" : " orders"),
        decision.getEquity() == null ? "" : "equity " + plain(decision.getEquity()),
        decision.getDetail() == null ? "" : decision.getDetail());
  }

  private static List<String> report(ExecutionReport report) {
    String price = report.getAveragePrice() == null ? "" : " at " + plain(report.getAveragePrice());
    String fee =
        report.getFee() == null || report.getFee().signum() == 0
            ? ""
            : "fee " + plain(report.getFee()) + " " + report.getFeeToken();
    return List.of(
        report.getStatus().name(),
        "filled " + plain(report.getFilledAmount()) + price,
        fee,
        "order " + brief(report.getOrderId()),
        signed(report.getDeltas()),
        report.getReason() == null ? "" : report.getReason());
  }

  private static List<String> exposure(Exposure exposure) {
    String asked =
        !exposure.getWithdrawalRequested()
            ? ""
            : "asked back "
                + (exposure.getWithdrawalAmount() == null
                    ? "everything"
                    : plain(exposure.getWithdrawalAmount()));
    return List.of(
        plain(exposure.getTotalExposure()) + " " + exposure.getShareClass(),
        asked,
        exposure.getPositions().isEmpty() ? "holds nothing" : amounts(exposure.getPositions()));
  }

  private static List<String> risk(RiskAssessment risk) {
    return List.of(
        risk.getRiskOverride() ? "OVERRIDE" : "no override",
        risk.getLtv() == null ? "" : "LTV " + risk.getLtv(),
        risk.getTargetLtv() == null ? "" : "target LTV " + risk.getTargetLtv(),
        risk.getMaxEquityFraction() == null ? "" : "equity ≤ " + risk.getMaxEquityFraction(),
        risk.getMarginRatios().isEmpty()
            ? ""
            : "margin " + new TreeMap<>(risk.getMarginRatios()).toString(),
        String.join("; ", risk.getBreaches()));
  }

  private static String amounts(Map<String, BigDecimal> amounts) {
    return new TreeMap<>(amounts)
        .entrySet().stream()
            .map(one -> one.getKey() + " " + plain(one.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static String signed(Map<String, BigDecimal> amounts) {
    return new TreeMap<>(amounts)
        .entrySet().stream()
            .map(
                one ->
                    one.getKey()
                        + " "
                        + (one.getValue().signum() > 0 ? "+" : "")
                        + plain(one.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** Enough of an id to find it again: {@code --order} and {@code --plan} take its beginning. */
  private static String brief(String id) {
    return id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
  }

  private static String plain(BigDecimal amount) {
    return Decimals.plain(amount);
  }
}
