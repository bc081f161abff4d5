package io.strategystreams.replay;

import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.RewardPayout;
import io.strategystreams.core.money.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Payouts that have not been made. One is made at its time, or at the first later instant at which
 * its token has had a price: what cannot be valued is not handed out.
 */
final class PendingPayouts {
  private final List<RewardsFile.Dated> pending;
  private final Set<Market> priced = new HashSet<>();

  PendingPayouts(List<RewardsFile.Dated> payouts) {
    this.pending = new ArrayList<>(payouts);
  }

  /** Those that are made now, taken off; the instants must rise. */
  List<RewardPayout> due(Instant now, List<Observation> prices) {
    if (pending.isEmpty()) {
      return List.of();
    }
    prices.forEach(price -> priced.add(price.quote().market()));
    List<RewardPayout> due = new ArrayList<>();
    Iterator<RewardsFile.Dated> each = pending.iterator();
    while (each.hasNext()) {
      RewardsFile.Dated one = each.next();
      if (one.at().isAfter(now)) {
        break;
      }
      if (priced.contains(Market.spot(one.payout().token(), Token.USDT))) {
        each.remove();
        due.add(one.payout());
      }
    }
    return due;
  }
}
