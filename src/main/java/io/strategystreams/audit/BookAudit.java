package io.strategystreams.audit;

import io.strategystreams.events.ExecutionReport;
import io.strategystreams.events.Exposure;
import io.strategystreams.events.PaperFlow;
import io.strategystreams.paper.PaperBooks;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The last exposures are what flows and reports add up to; for paper accounts only. */
final class BookAudit {
  private BookAudit() {}

  static void check(History history, Breaches breaches) {
    Map<String, List<PaperFlow>> flows =
        history.flows().stream()
            .map(Logged::event)
            .collect(Collectors.groupingBy(PaperFlow::getStrategyId));
    Map<String, List<ExecutionReport>> reports =
        history.reports().stream()
            .map(Logged::event)
            .collect(Collectors.groupingBy(ExecutionReport::getStrategyId));
    Map<String, Exposure> last = new TreeMap<>();
    history.exposures().forEach(at -> last.put(at.event().getStrategyId(), at.event()));
    flows.forEach(
        (strategyId, own) -> {
          Exposure exposure = last.get(strategyId);
          PaperBooks.disagreements(
                  own,
                  reports.getOrDefault(strategyId, List.of()),
                  exposure == null ? List.of() : List.of(exposure))
              .forEach(text -> breaches.add(Promise.BOOKS_AGREE, strategyId, text));
        });
  }
}
