package io.strategystreams.realcluster;

import org.junit.jupiter.api.Test;

/** On three nodes, with three copies of everything. */
class SameOrdersOnEmbeddedClusterTest extends SameOrdersContract {
  @Override
  RealCluster cluster() {
    return Clusters.embedded();
  }

  @Test
  void fourPartitionsAndOneInstanceOfEach() {
    assertSameOrders(Play.TWO_DAYS, 4, 1);
  }
}
