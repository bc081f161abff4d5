package io.strategystreams.realcluster;

/** Brokers that a test's applications run against. */
public interface RealCluster {
  /** What clients connect to. */
  String bootstrapServers();

  /** Copies of each partition. */
  int replication();

  /** Copies that must have a record. */
  int minInsyncReplicas();
}
