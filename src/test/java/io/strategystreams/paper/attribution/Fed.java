package io.strategystreams.paper.attribution;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.paper.ledger.Flow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a test feeds an attribution, so that it can be fed again with one thing changed. */
sealed interface Fed {
  void into(Attribution attribution);

  static Attribution all(List<Fed> events) {
    Attribution attribution = new Attribution();
    events.forEach(event -> event.into(attribution));
    return attribution;
  }

  record Prices(Instant at, Map<Market, BigDecimal> changed) implements Fed {
    @Override
    public void into(Attribution attribution) {
      attribution.prices(at, changed);
    }
  }

  record Flowing(Flow flow) implements Fed {
    @Override
    public void into(Attribution attribution) {
      attribution.flow(flow);
    }
  }

  record Ordered(OrderTerms order) implements Fed {
    @Override
    public void into(Attribution attribution) {
      attribution.order(order);
    }
  }

  record Reported(ReportTerms report) implements Fed {
    @Override
    public void into(Attribution attribution) {
      attribution.report(report);
    }
  }

  record Exposed(
      String strategyId, Map<Instrument, BigDecimal> positions, BigDecimal total, Instant at)
      implements Fed {
    @Override
    public void into(Attribution attribution) {
      attribution.check(strategyId, positions, total, at);
    }
  }
}
