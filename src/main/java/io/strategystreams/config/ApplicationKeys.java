package io.strategystreams.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Every key of {@code configs/application.yaml}: name, type, default and meaning. Each can be set
 * by an environment variable, see {@link Environment}.
 */
public final class ApplicationKeys {
  private static final DecimalType PROBABILITY = DecimalType.within("0", "1");
  private static final DecimalType CAPITAL = DecimalType.aboveUpTo("0", "1000000000000");

  public static final Key.Single<String> APPLICATION_ID =
      Key.of(
          "application_id",
          TextType.matching(
              "[a-z0-9][a-z0-9._-]{0,199}", "lower-case letters, digits, '.', '_' and '-'"),
          "strategy-streams",
          "Consumer group and prefix of the internal topics. Unsafe to change on a running"
              + " installation: its state is found under this name.");

  public static final Key.Single<String> BOOTSTRAP_SERVERS =
      Key.of(
          "bootstrap_servers",
          TextType.matching(
              "[^\\s,:]+:[0-9]{1,5}(?:,[^\\s,:]+:[0-9]{1,5})*",
              "host:port, several separated by commas"),
          "localhost:9092",
          "Brokers to begin with.");

  public static final Key.Single<String> SCHEMA_REGISTRY_URL =
      Key.of(
          "schema_registry_url",
          TextType.matching(
              "mock://[A-Za-z0-9_-]+|https?://[^\\s,@]+(?:,https?://[^\\s,@]+)*",
              "http://host:port or https://host:port (several separated by commas; user and password"
                  + " have keys of their own), or mock:// and a name, a registry within the"
                  + " process"),
          "http://localhost:8081",
          "Where schemas are registered: a registry with Confluent's REST interface. mock://name is"
              + " one within the process, for tests and replays.");

  public static final Key.Single<String> CLIENT_PROPERTIES =
      Key.of(
          "client_properties",
          TextType.matching("\\S(?:.*\\S)?", "a path, or none"),
          "none",
          "File of Java properties for every Kafka client: security.protocol, sasl.*, ssl.* and what"
              + " else reaching the brokers takes.");

  public static final Key.Single<String> STATE_DIR =
      Key.of(
          "state_dir",
          TextType.matching("\\S(?:.*\\S)?", "a path"),
          "target/state",
          "Directory of the local stores. They are copies: losing it costs time, not data.");

  public static final Key.Single<Long> PARTITIONS =
      Key.of(
          "partitions",
          new WholeType(1, 10_000),
          "4",
          "Partitions of every strategy topic, and so the most tasks that can share the work. Unsafe"
              + " to change once there is state: a strategy would move to another partition.");

  public static final Key.Single<Long> NUM_THREADS =
      Key.of(
          "num_threads",
          new WholeType(1, 256),
          "2",
          "Threads of one instance; more than its share of partitions lie idle.");

  public static final Key.Single<Duration> COMMIT_INTERVAL =
      Key.of(
          "commit_interval",
          DurationType.within("1ms", "1m"),
          "100ms",
          "How often work is committed. Under exactly-once an order is seen after the commit: this is"
              + " most of an order's latency.");

  public static final Key.Single<String> PROCESSING_GUARANTEE =
      Key.of(
          "processing_guarantee",
          ChoiceType.of("exactly_once_v2", "at_least_once"),
          "exactly_once_v2",
          "at_least_once is for benchmarks only: state, orders and offsets would not change"
              + " together.");

  public static final Key.Single<Duration> MAX_TASK_IDLE =
      Key.of(
          "max_task_idle",
          DurationType.within("0s", "1m"),
          "0s",
          "How long a task waits for a topic that has nothing, to merge by time. 0s waits only for"
              + " what is on the broker already.");

  public static final Key.Single<String> GROUP_PROTOCOL =
      Key.of(
          "group_protocol",
          ChoiceType.of("classic", "streams"),
          "classic",
          "Who shares tasks among instances: classic, the instances themselves, or streams, the"
              + " brokers. Changed only while no instance runs.");

  public static final Key.Single<Long> NUM_STANDBY_REPLICAS =
      Key.of(
          "num_standby_replicas",
          new WholeType(0, 10),
          "1",
          "Other instances that keep a copy of each task's stores up to date, so that they take it"
              + " over without restoring. With one instance there is none, whatever this says.");

  public static final Key.Single<Duration> SESSION_TIMEOUT =
      Key.of(
          "session_timeout",
          DurationType.within("1s", "30m"),
          "10s",
          "An instance that says nothing for so long has lost its tasks to the others: most of the"
              + " pause after a crash. Brokers bound it: classic 6s to 30m, streams 45s to 1m unless"
              + " they are set otherwise.");

  public static final Key.Single<Duration> TRANSACTION_TIMEOUT =
      Key.of(
          "transaction_timeout",
          DurationType.within("1s", "15m"),
          "10s",
          "Brokers take back what an instance began and did not commit after so long; until then"
              + " nobody reads past it. Keep it above the longest outage of brokers that instances"
              + " should sit out.");

  public static final Key.Single<Duration> TICK_INTERVAL =
      Key.of(
          "tick_interval",
          DurationType.within("100ms", "1m"),
          "1s",
          "How often the fan-out writes a tick, which drives deadlines in silence.");

  public static final Key.Single<BigDecimal> MARKET_MIN_MOVE_BPS =
      Key.of(
          "market.min_move_bps",
          DecimalType.within("0", "1000"),
          "0",
          "The fan-out passes a price on only if it, its bid or its ask moved by so much, basis"
              + " points, since the last one passed on of its market. 0 passes on every price.");

  public static final Key.Single<Duration> MARKET_MAX_INTERVAL =
      Key.of(
          "market.max_interval",
          DurationType.within("100ms", "1d"),
          "30s",
          "A price is passed on in any case once the last one of its market is so old. Below every"
              + " strategy's max_age.price, or quiet markets count as stale.");

  public static final Key.Single<Duration> MAX_CLOCK_SKEW =
      Key.of(
          "max_clock_skew",
          DurationType.within("0s", "1h"),
          "10s",
          "How far ahead of this machine's clock an event may be stamped. One beyond goes to dead"
              + " letters; an order is rejected by the paper executor.");

  public static final Key.Single<Long> CACHE_SIZE =
      Key.of(
          "cache_size",
          new SizeType(0, 64L << 30),
          "8MiB",
          "Memory for store caches of one instance; writes to a changelog are saved up in it.");

  public static final Key.Single<Long> ROCKSDB_MEMORY =
      Key.of(
          "rocksdb.memory",
          new SizeType(8L << 20, 64L << 30),
          "96MiB",
          "Memory outside the heap for all stores on disk of one instance together: blocks read,"
              + " their indices, and what is not written out yet.");

  public static final Key.Single<Long> METRICS_STRATEGIES =
      Key.of(
          "metrics.strategies",
          new WholeType(0, 10_000),
          "50",
          "Of how many strategies, those of the largest equity on an instance, GET /metrics tells"
              + " equity, delta, loan to value, health factor and margin one by one; each is five to"
              + " eight time series. 0 is none.");

  public static final Key.Single<Long> HEALTH_PORT =
      Key.of(
          "health.port",
          new WholeType(0, 65_535),
          "0",
          "Port on which strategies run and paper-executor answer GET /live, GET /ready and GET"
              + " /metrics; 0 is none. Each process on one machine needs one of its own.");

  public static final Key.Single<String> HEALTH_ADDRESS =
      Key.of(
          "health.address",
          TextType.matching("[0-9A-Za-z.:_-]+", "an address or host name of this machine"),
          "127.0.0.1",
          "Where health.port is opened; 0.0.0.0 for probes from outside, as in a container. The"
              + " answers hold no secret and are not authenticated.");

  public static final Key.Single<Duration> HEALTH_STALL =
      Key.of(
          "health.stall",
          DurationType.within("1s", "1d"),
          "6m",
          "How long a thread may neither ask for records nor finish one before it counts as wedged"
              + " and /live says no. Keep it above max.poll.interval.ms of the consumers (5m unless"
              + " client_properties says otherwise): waiting for brokers or registry is no fault of"
              + " a thread.");

  public static final Key.Single<Long> TOPICS_REPLICATION =
      Key.of(
          "topics.replication",
          new WholeType(1, 32),
          "1",
          "Copies of each partition, for topics that strategies topics --create makes and for the"
              + " changelogs. 3 in production; 1 is for one broker and loses data with it.");

  public static final Key.Single<Long> TOPICS_MIN_INSYNC_REPLICAS =
      Key.of(
          "topics.min_insync_replicas",
          new WholeType(1, 32),
          "1",
          "Copies that must have a record before it counts as written. 2 in production.");

  public static final Key.Single<String> TOPICS_COMPRESSION =
      Key.of(
          "topics.compression",
          ChoiceType.of("producer", "uncompressed", "lz4", "snappy", "gzip", "zstd"),
          "producer",
          "How brokers keep records; producer keeps each as its writer compressed it.");

  public static final Key.Single<Duration> TOPICS_RETENTION_MARKET =
      retention("market", "7d", "prices, ml-predictions, clock and market-data");

  public static final Key.Single<Duration> TOPICS_RETENTION_BOOKS =
      retention("books", "14d", "exposures and risk-assessments");

  public static final Key.Single<Duration> TOPICS_RETENTION_ORDERS =
      retention(
          "orders",
          "14d",
          "orders and execution-reports, and how long the paper executor knows an order again");

  public static final Key.Single<Duration> TOPICS_RETENTION_DECISIONS =
      retention("decisions", "90d", "decisions");

  public static final Key.Single<Duration> TOPICS_RETENTION_DEAD_LETTERS =
      retention("dead_letters", "30d", "dead-letters");

  public static final Key.Single<Duration> TOPICS_RETENTION_PAPER_FLOWS =
      retention(
          "paper_flows", "36500d", "paper-flows, of which the paper executor's books are the sum");

  public static final Key.Single<Duration> TOPICS_RETENTION_TOMBSTONES =
      retention(
          "tombstones",
          "30d",
          "tombstones of strategy-configs and strategy-controls; an application that is down for"
              + " longer may miss that a strategy was retired");

  public static final Key.Single<Long> PAPER_SEED =
      Key.of(
          "paper.seed",
          new WholeType(0, Long.MAX_VALUE / 10),
          "20240601",
          "Seed of the paper executor's slips, partial fills and rejections; same seed, same fate.");

  public static final Key.Single<BigDecimal> PAPER_SLIPPAGE_BPS =
      Key.of(
          "paper.slippage_bps",
          DecimalType.within("0", "1000"),
          "5",
          "Most a fill slips against the order, basis points. Above a strategy's slippage_bps its"
              + " purchases can cost more than planned.");

  public static final Key.Single<BigDecimal> PAPER_SWAP_IMPACT_BPS =
      Key.of(
          "paper.swap_impact_bps",
          DecimalType.within("0", "1000"),
          "5",
          "By how much a swap of an LST is worse than the DEX price for each 100 WETH of its size,"
              + " basis points; at most what the order tolerates.");

  public static final Key.Single<BigDecimal> PAPER_REJECT_PROBABILITY =
      Key.of("paper.reject_probability", PROBABILITY, "0", "Fraction of orders that are rejected.");

  public static final Key.Single<BigDecimal> PAPER_PARTIAL_FILL_PROBABILITY =
      Key.of(
          "paper.partial_fill_probability",
          PROBABILITY,
          "0",
          "Fraction of orders that fill in two parts.");

  public static final Key.Single<Duration> PAPER_VALUATION_INTERVAL =
      Key.of(
          "paper.valuation_interval",
          DurationType.within("1s", "1d"),
          "1m",
          "How often exposures and risk assessments are published when nothing else happens. Keep it"
              + " below the strategies' max_age.");

  public static final Key.Single<Duration> PAPER_UNSTAKING_DELAY =
      Key.of(
          "paper.unstaking_delay",
          DurationType.within("0s", "60d"),
          "7d",
          "How long an unstake queues before it is filled.");

  public static final Key.Single<BigDecimal> PAPER_RISK_HEALTH_FACTOR_FLOOR =
      Key.of(
          "paper.risk.health_factor_floor",
          DecimalType.within("0", "10"),
          "1.05",
          "Below this health factor the monitor orders everything out; 0: never.");

  public static final Key.Single<BigDecimal> PAPER_RISK_MARGIN_FLOOR =
      Key.of(
          "paper.risk.margin_floor",
          DecimalType.within("0", "1"),
          "0.05",
          "Below this margin over notional, by the strategy's margin scope, the monitor orders"
              + " everything out; 0: never. Above the venues' maintenance_margin.");

  public static final Key.Single<Duration> PAPER_RISK_OVERRIDE_HOLD =
      Key.of(
          "paper.risk.override_hold",
          DurationType.within("1m", "30d"),
          "6h",
          "How long everything stays ordered out after a book was below a floor.");

  public static final Key.Single<BigDecimal> DEMO_CAPITAL_ETH =
      Key.of("demo.capital.ETH", CAPITAL, "100", "Capital of a strategy of the ETH share class.");

  public static final Key.Single<BigDecimal> DEMO_CAPITAL_BTC =
      Key.of("demo.capital.BTC", CAPITAL, "10", "Capital of a strategy of the BTC share class.");

  public static final Key.Single<BigDecimal> DEMO_CAPITAL_USDT =
      Key.of(
          "demo.capital.USDT", CAPITAL, "100000", "Capital of a strategy of the USDT share class.");

  public static final Key.Single<Duration> DEMO_UNSTAKING_DELAY =
      Key.of(
          "demo.unstaking_delay",
          DurationType.within("0s", "60d"),
          "12h",
          "In place of unstaking_delay of modes and paper executor, so that a run of days sees"
              + " unstakes end.");

  public static final Key.Single<Duration> DEMO_MAX_AGE =
      Key.of(
          "demo.max_age",
          DurationType.within("1s", "365d"),
          "2h",
          "In place of the modes' three max_age, because the history has a bar an hour.");

  public static final Key.Single<String> DEMO_SIGNAL_GRANULARITY =
      Key.of(
          "demo.signal_granularity",
          ModeKeys.SIGNAL_GRANULARITY.type(),
          "1h",
          "In place of the modes' signal_granularity: predictions are derived from hourly bars.");

  private static final List<Key<?>> ALL =
      withRegistry(
          List.of(
              APPLICATION_ID,
              BOOTSTRAP_SERVERS,
              SCHEMA_REGISTRY_URL,
              CLIENT_PROPERTIES,
              STATE_DIR,
              PARTITIONS,
              NUM_THREADS,
              COMMIT_INTERVAL,
              PROCESSING_GUARANTEE,
              MAX_TASK_IDLE,
              GROUP_PROTOCOL,
              NUM_STANDBY_REPLICAS,
              SESSION_TIMEOUT,
              TRANSACTION_TIMEOUT,
              TICK_INTERVAL,
              MARKET_MIN_MOVE_BPS,
              MARKET_MAX_INTERVAL,
              MAX_CLOCK_SKEW,
              CACHE_SIZE,
              ROCKSDB_MEMORY,
              HEALTH_PORT,
              HEALTH_ADDRESS,
              HEALTH_STALL,
              METRICS_STRATEGIES,
              TOPICS_REPLICATION,
              TOPICS_MIN_INSYNC_REPLICAS,
              TOPICS_COMPRESSION,
              TOPICS_RETENTION_MARKET,
              TOPICS_RETENTION_BOOKS,
              TOPICS_RETENTION_ORDERS,
              TOPICS_RETENTION_DECISIONS,
              TOPICS_RETENTION_DEAD_LETTERS,
              TOPICS_RETENTION_PAPER_FLOWS,
              TOPICS_RETENTION_TOMBSTONES,
              PAPER_SEED,
              PAPER_SLIPPAGE_BPS,
              PAPER_SWAP_IMPACT_BPS,
              PAPER_REJECT_PROBABILITY,
              PAPER_PARTIAL_FILL_PROBABILITY,
              PAPER_VALUATION_INTERVAL,
              PAPER_UNSTAKING_DELAY,
              PAPER_RISK_HEALTH_FACTOR_FLOOR,
              PAPER_RISK_MARGIN_FLOOR,
              PAPER_RISK_OVERRIDE_HOLD,
              DEMO_CAPITAL_ETH,
              DEMO_CAPITAL_BTC,
              DEMO_CAPITAL_USDT,
              DEMO_UNSTAKING_DELAY,
              DEMO_MAX_AGE,
              DEMO_SIGNAL_GRANULARITY));

  private ApplicationKeys() {}

  private static Key.Single<Duration> retention(String kept, String byDefault, String what) {
    return Key.of(
        "topics.retention." + kept,
        DurationType.within("1h", "36500d"),
        byDefault,
        "How long brokers keep " + what + ", by the records' own time; 36500d is for ever.");
  }

  /** The registry's keys come after the addresses, before all else. */
  private static List<Key<?>> withRegistry(List<Key<?>> others) {
    List<Key<?>> all = new ArrayList<>(others);
    all.addAll(all.indexOf(CLIENT_PROPERTIES) + 1, RegistryKeys.ALL);
    return List.copyOf(all);
  }

  /** Every key, in the order of the file. */
  public static List<Key<?>> all() {
    return ALL;
  }
}
