package io.strategystreams.lifecycle;

import io.strategystreams.lifecycle.Pulse.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of Kafka Streams from start to stop.
 *
 * <p>An exception that nothing foresaw stops it, and whatever started the application starts it
 * again: a thread that went on would commit half a change. One that only means that a transaction
 * is lost ({@link LostTransaction}) ends its thread, and a new thread takes over from what was
 * committed; so often within a time, since what fails again and again is no slow moment.
 */
public final class StreamsLifecycle implements AutoCloseable {
  /** Most that {@link #stop} takes; whoever kills what does not end must wait longer. */
  public static final Duration STOPPING = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(StreamsLifecycle.class);
  private static final Duration LOOK = Duration.ofMillis(20);

  /** Replacements of a thread; each takes a session timeout, so that a loop of them ends soon. */
  private static final int REPLACEMENTS = 10;

  private static final Duration REPLACEMENTS_WITHIN = Duration.ofMinutes(10);

  private static final String WORKS = "RUNNING";

  private final String applicationId;
  private final Path stateDirectory;
  private final KafkaStreams streams;
  private final CountDownLatch settled = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final RestoreProgress restoring = new RestoreProgress();
  private final boolean transactional;
  private final int threads;
  private final Replacements replacements;
  private final PulseReader pulse;
  private final Vigil vigil;
  private volatile boolean stopping;

  private StreamsLifecycle(Properties config, KafkaStreams streams, Ground ground) {
    this.applicationId = config.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    this.stateDirectory = stateDirectory(config);
    this.streams = streams;
    this.transactional =
        StreamsConfig.EXACTLY_ONCE_V2.equals(
            config.getProperty(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
    this.threads = streams.metadataForLocalThreads().size();
    this.replacements = new Replacements(REPLACEMENTS * threads, REPLACEMENTS_WITHIN);
    this.vigil = new Vigil(applicationId, () -> seen(ground), this::stopBecause);
    this.pulse = new PulseReader(streams, restoring, vigil::soundFor);
  }

  /**
   * Starts a topology.
   *
   * @param ground looked at while it runs; what is wrong there stops it
   * @throws StartupException if the state directory cannot be written to, or another process uses
   *     its part of it
   */
  public static StreamsLifecycle start(Topology topology, Properties config, Ground ground) {
    StreamsLifecycle lifecycle = new StreamsLifecycle(config, client(topology, config), ground);
    lifecycle.start();
    return lifecycle;
  }

  private static KafkaStreams client(Topology topology, Properties config) {
    StateDirectory.problem(stateDirectory(config))
        .ifPresent(
            problem -> {
              throw new StartupException(problem);
            });
    try {
      return new KafkaStreams(topology, config);
    } catch (StreamsException e) {
      if (String.valueOf(e.getMessage()).contains("same state directory")) {
        throw new StartupException(
            "state_dir "
                + config.get(StreamsConfig.STATE_DIR_CONFIG)
                + " must be used by one process of "
                + config.get(StreamsConfig.APPLICATION_ID_CONFIG)
                + " at a time, and another uses it; give a second instance on this machine a"
                + " state_dir of its own",
            e);
      }
      throw e;
    }
  }

  private static Path stateDirectory(Properties config) {
    return Path.of(config.get(StreamsConfig.STATE_DIR_CONFIG).toString());
  }

  private void start() {
    streams.setUncaughtExceptionHandler(this::answer);
    streams.setGlobalStateRestoreListener(restoring);
    streams.setStateListener(
        (state, before) -> {
          if (state == KafkaStreams.State.RUNNING || state.hasCompletedShutdown()) {
            settled.countDown();
          }
        });
    streams.start();
    vigil.start();
  }

  /** Under the name of what is wrong around the application, if anything is. */
  private Throwable named(Throwable exception) {
    return vigil
        .wrong()
        .or(() -> StateDirectory.problem(stateDirectory))
        .<Throwable>map(problem -> new StartupException(problem, exception))
        .orElse(exception);
  }

  /**
   * Does not wait until it has stopped: it may be one of its own threads that asks. Leaves the
   * group, since a second request to stop no longer could.
   */
  private void stopBecause(StartupException wrong) {
    if (failure.compareAndSet(null, wrong)) {
      LOG.error("application {} stops: {}", applicationId, wrong.getMessage());
      streams.close(leaving(Duration.ZERO));
    }
  }

  /** Called by the thread that the exception ends. */
  private StreamThreadExceptionResponse answer(Throwable exception) {
    if (!transactional || !LostTransaction.is(exception)) {
      return stopOn(exception);
    }
    if (hasEnded() || stopping) {
      // It ends anyway, and a transaction that is lost meanwhile is no reason of its own.
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (!replacements.allow(System.nanoTime())) {
      return stopOn(
          new IllegalStateException(
              "threads that lost their transaction must be replaced at most "
                  + replacements.bound()
                  + ", and one more lost its own; commits take longer than transaction_timeout, or"
                  + " brokers abort transactions: give the process and the brokers more CPU, or"
                  + " raise transaction_timeout",
              exception));
    }
    LOG.warn(
        "application {} lost a transaction, nothing of it was kept; a new thread takes over from {}"
            + " and processes its records again ({} replaced since the start, at most {}): {}",
        applicationId,
        Thread.currentThread().getName(),
        replacements.total(),
        replacements.bound(),
        Causes.said(exception));
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  /** A thread that ended and could not be replaced would leave its tasks to nobody, in silence. */
  private Ground.Sight seen(Ground ground) {
    int alive = streams.metadataForLocalThreads().size();
    return streams.state().isRunningOrRebalancing() && alive < threads
        ? new Ground.Wrong(
            "threads must be "
                + threads
                + ", were "
                + alive
                + ": one that lost its transaction could not be replaced, see the log; start it"
                + " again")
        : ground.look();
  }

  private StreamThreadExceptionResponse stopOn(Throwable exception) {
    failure.compareAndSet(null, named(exception));
    LOG.error(
        "application {} stops; nothing of the transaction that failed was kept",
        applicationId,
        exception);
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /**
   * Waits until every task runs.
   *
   * @throws IllegalStateException if it does not within that time, or failed; the cause is attached
   */
  public void awaitRunning(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean inTime = settled.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    // One that ran may rebalance, or replace a thread, at the moment that this is seen.
    while (streams.state().isRunningOrRebalancing()
        && !isRunning()
        && System.nanoTime() < deadline) {
      Thread.sleep(LOOK.toMillis());
    }
    if (!inTime || !isRunning()) {
      throw new IllegalStateException(
          "application "
              + applicationId
              + " must run within "
              + timeout
              + ", was "
              + streams.state(),
          failure.get());
    }
  }

  /** The consumer group, which is the application id. */
  public String group() {
    return applicationId;
  }

  /** Not while a thread is being replaced: Kafka Streams calls itself running meanwhile. */
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING
        && streams.metadataForLocalThreads().stream()
            .map(ThreadMetadata::threadState)
            .allMatch(WORKS::equals);
  }

  /** Whether it has stopped, or is about to, without being asked. */
  public boolean hasEnded() {
    return failure.get() != null || streams.state().hasStartedOrFinishedShuttingDown();
  }

  /** The tasks that run here, {@code 0_0}; other instances have the others. */
  public SortedSet<String> tasks() {
    SortedSet<String> tasks = new TreeSet<>();
    streams
        .metadataForLocalThreads()
        .forEach(
            thread -> thread.activeTasks().forEach(task -> tasks.add(task.taskId().toString())));
    return tasks;
  }

  /** What stopped it; empty while nothing has. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure.get());
  }

  /** What can be seen of it at this moment. */
  public Pulse pulse() {
    Phase phase = phase();
    return new Pulse(
        phase,
        phase == Phase.ENDED ? List.of() : pulse.beats(),
        phase == Phase.RUNNING ? tasks() : new TreeSet<>(),
        vigil.away(),
        failure().map(Causes::said));
  }

  private Phase phase() {
    if (stopping && failure.get() == null) {
      return Phase.STOPPING;
    }
    if (hasEnded()) {
      return Phase.ENDED;
    }
    return isRunning() ? Phase.RUNNING : Phase.RESTORING;
  }

  /** Threads replaced since the start, each for a transaction that was lost. */
  public long replacedThreads() {
    return replacements.total();
  }

  /** How far stores are that are read back. */
  RestoreProgress restoring() {
    return restoring;
  }

  /** For state and metrics. */
  public KafkaStreams streams() {
    return streams;
  }

  /**
   * Stops and leaves its tasks to others at once, instead of after the session timeout; what was
   * committed stays.
   *
   * @return whether it had stopped within 20 s
   */
  public boolean stop() {
    stopping = true;
    vigil.close();
    return streams.close(leaving(STOPPING));
  }

  private static CloseOptions leaving(Duration patience) {
    return CloseOptions.timeout(patience)
        .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
  }

  @Override
  public void close() {
    stop();
  }
}
