package io.strategystreams.chaos;

import java.time.Duration;
import java.util.Map;

/**
 * When clients and brokers give somebody up. Short, so that a run of minutes sees it happen often;
 * how long a fault lasts follows from these.
 *
 * @param session after which the group goes on without a silent instance; brokers take no less than
 *     6 s
 * @param transaction after which brokers abort what a silent instance left open
 * @param transactionSweep how often brokers look for such transactions
 * @param brokerSession after which the quorum goes on without a silent broker
 */
public record Timeouts(
    Duration session, Duration transaction, Duration transactionSweep, Duration brokerSession) {
  /** Of {@link io.strategystreams.embedded.Quorum}. */
  private static final Duration BROKER_SESSION = Duration.ofSeconds(3);

  private static final int HEARTBEATS = 3;

  /** The shortest that brokers take, and a second's sweep. */
  public static Timeouts brief() {
    return new Timeouts(
        Duration.ofSeconds(6), Duration.ofSeconds(8), Duration.ofSeconds(1), BROKER_SESSION);
  }

  /** As clients and brokers have it where nobody says otherwise. */
  public static Timeouts byDefault() {
    return new Timeouts(
        Duration.ofSeconds(45), Duration.ofSeconds(10), Duration.ofSeconds(10), BROKER_SESSION);
  }

  /** How long an instance must be silent to be surely replaced and its transaction aborted. */
  public Duration surelyFenced() {
    Duration longer = session.compareTo(transaction) > 0 ? session : transaction;
    return longer.plus(transactionSweep.multipliedBy(2));
  }

  /** For the applications' clients. */
  Map<String, String> ofClients() {
    return Map.of(
        "session.timeout.ms", millis(session),
        "heartbeat.interval.ms", millis(session.dividedBy(HEARTBEATS)),
        "transaction.timeout.ms", millis(transaction));
  }

  /** For the brokers. */
  Map<String, String> ofBrokers() {
    return Map.of(
        "transaction.abort.timed.out.transaction.cleanup.interval.ms", millis(transactionSweep));
  }

  private static String millis(Duration time) {
    return Long.toString(time.toMillis());
  }
}
