package io.strategystreams.realcluster;

/** On the broker as its makers ship it, in a container. */
class SameOrdersOnContainerTest extends SameOrdersContract {
  @Override
  RealCluster cluster() {
    return Clusters.container();
  }
}
