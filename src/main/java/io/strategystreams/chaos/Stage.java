package io.strategystreams.chaos;

import io.strategystreams.cluster.Brokers;
import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.ClusterTopics;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.cluster.TopicPlan;
import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.config.ConfigDirectory;
import io.strategystreams.config.Configuration;
import io.strategystreams.contract.Topics;
import io.strategystreams.embedded.Quorum;
import io.strategystreams.embedded.RegistryServer;
import io.strategystreams.operate.ConfigBoard;
import io.strategystreams.operate.ConfigChanges;
import io.strategystreams.operate.WantedStrategy;
import io.strategystreams.operate.WantedStrategy.Instance;
import io.strategystreams.paper.PaperFlows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/**
 * An installation on this machine that things can be done to: brokers, strategy applications and
 * paper executors as processes of their own, the registry in this one. Topics are made, strategies
 * of all ten modes configured and their paper accounts opened. Nothing moves before a {@link Load}
 * runs.
 *
 * <pre>{@code
 * StagePlan plan = StagePlan.standard(Path.of("configs"));
 * try (Stage stage = Stage.open(plan, directory)) {
 *   Application one = stage.start(Role.STRATEGIES);
 *   Application other = stage.start(Role.STRATEGIES, build, Map.of("STRATEGY_STREAMS_…", "…"));
 *   Application paper = stage.start(Role.PAPER);
 *   stage.awaitRunning(Duration.ofSeconds(60));
 *   …
 *   other.kill();
 *   other.start();
 * }
 * }</pre>
 *
 * <p>All processes end when it is closed, and with this process at the latest. Not for several
 * threads, but for what its applications and brokers do.
 */
public final class Stage implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String LOGBACK = "logback-chaos.xml";
  private static final String MAIN = "io.strategystreams.cli.Main";
  private static final Duration TO_ANSWER = Duration.ofMinutes(4);

  private final StagePlan plan;
  private final Path directory;
  private final Path logs;
  private final Build present;
  private final List<Application> applications = new ArrayList<>();
  private final Map<Role, Integer> numbers = new HashMap<>();
  private RegistryServer registry;
  private Doors doors;
  private Quorum quorum;
  private BrokerProcesses brokers;
  private Configuration configuration;
  private ClusterAccess access;
  private Admin admin;
  private List<Staged> strategies;

  private Stage(StagePlan plan, Path directory, Path logs) throws IOException {
    this.plan = plan;
    this.directory = Files.createDirectories(directory).toAbsolutePath();
    this.logs = Files.createDirectories(logs);
    this.present = Build.present(plan.configs());
  }

  /**
   * Starts brokers and registry, makes topics, configurations and accounts, and returns when all of
   * that is written. No application runs yet.
   *
   * @param directory for data, state and logs; stays
   * @throws IllegalStateException or {@link io.strategystreams.cluster.ClusterException} if it
   *     cannot be set up; nothing runs then
   */
  public static Stage open(StagePlan plan, Path directory) throws IOException {
    return open(plan, directory, directory.resolve("logs"));
  }

  /**
   * As {@link #open(StagePlan, Path)}.
   *
   * @param logs for what the processes print
   */
  public static Stage open(StagePlan plan, Path directory, Path logs) throws IOException {
    Stage stage = new Stage(plan, directory, logs);
    try {
      stage.startCluster();
      stage.configure();
      return stage;
    } catch (IOException | RuntimeException failure) {
      stage.close();
      throw failure;
    }
  }

  private void startCluster() throws IOException {
    registry = RegistryServer.start(directory.resolve("registry.json"), 0);
    doors = Doors.open(plan.doors(), plan.brokers());
    quorum = Quorum.of(directory.resolve("kafka"), plan.brokers(), doors.ports());
    for (int number = 1; number <= plan.doors(); number++) {
      String door = Doors.name(number);
      for (int node = 1; node <= plan.brokers(); node++) {
        doors.of(door).get(node - 1).to(quorum.behindDoor(door, node));
      }
    }
    Map<String, String> settings = new HashMap<>(plan.timeouts().ofBrokers());
    settings.putAll(plan.brokerSettings());
    brokers = BrokerProcesses.start(quorum, logs, settings);
    Map<String, String> client = new HashMap<>(plan.timeouts().ofClients());
    client.putAll(plan.clientProperties());
    StageSettings.write(client, clientProperties());
    try (InputStream logback = Stage.class.getResourceAsStream("/" + LOGBACK)) {
      Files.copy(logback, directory.resolve(LOGBACK), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void configure() {
    configuration = ConfigDirectory.load(plan.configs(), environment(quorum.bootstrapServers()));
    ApplicationSettings application = configuration.application();
    // Without the applications' brief timeouts: what looks on has time.
    access =
        new ClusterAccess(
            Map.of("bootstrap.servers", quorum.bootstrapServers()),
            ClusterAccess.of(application).serdes());
    Brokers.await(access, TO_ANSWER);
    admin = access.admin();
    new ClusterTopics(admin).create(TopicPlan.of(application).forReplay());
    strategies = apply();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try (EventSender sender = EventSender.open(access, "stage")) {
      sender.send(
          strategies.stream()
              .map(
                  one ->
                      Outgoing.of(
                          Topics.PAPER_FLOWS,
                          one.id(),
                          PaperFlows.open(
                              one.id(), one.mode(), one.shareClass(), one.capital(), now),
                          now))
              .toList());
    }
  }

  private List<Staged> apply() {
    List<Instance> instances = new ArrayList<>();
    configuration
        .modes()
        .keySet()
        .forEach(
            mode -> {
              for (int copy = 1; copy <= plan.copies(); copy++) {
                instances.add(
                    new Instance("", "%s@c-%02d".formatted(mode.id(), copy), mode.id(), Map.of()));
              }
            });
    ApplicationSettings.Demo demo = configuration.application().demo();
    List<WantedStrategy> wanted =
        WantedStrategy.of(
            configuration, instances, StageSettings.overrides(plan, demo.overrides()));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try (ConfigBoard board = ConfigBoard.read(access)) {
      board.publish(
          new ConfigChanges(false, false, false, now).of(wanted, board.published()),
          now,
          done -> {});
    }
    return wanted.stream()
        .map(
            one ->
                new Staged(
                    one.strategyId(),
                    one.file(),
                    demo.capital().get(one.file().parameters().shareClass())))
        .toList();
  }

  /** Starts an instance of the present build; it runs some seconds later. */
  public Application start(Role role) throws IOException {
    return start(role, present, Map.of());
  }

  /**
   * Starts one more instance; it runs some seconds later.
   *
   * @param environment beside the stage's own, {@code STRATEGY_STREAMS_…}
   * @throws IllegalStateException if no door is left for it
   */
  public Application start(Role role, Build build, Map<String, String> environment)
      throws IOException {
    int door = applications.size() + 1;
    if (door > plan.doors()) {
      throw new IllegalStateException(
          "applications must be at most " + plan.doors() + " (StagePlan.doors), was " + door);
    }
    String name = role.text() + "-" + numbers.merge(role, 1, Integer::sum);
    Application application =
        new Application(
            role,
            name,
            doors.of(Doors.name(door)),
            logs.resolve(name + ".log"),
            directory.resolve("state").resolve(name).toAbsolutePath());
    applications.add(application);
    application.run(program(application, build, environment));
    return application;
  }

  /**
   * Starts one that has ended with another build, on its state directory; it runs some seconds
   * later.
   *
   * @throws IllegalStateException while it runs
   */
  public void start(Application ended, Build build) throws IOException {
    if (ended.isAlive()) {
      throw new IllegalStateException(ended.name() + " must have ended before another build runs");
    }
    ended.run(program(ended, build, Map.of()));
  }

  private Jvm.Program program(
      Application application, Build build, Map<String, String> environment) {
    Map<String, String> all =
        new HashMap<>(
            environment(
                application.relays().stream()
                    .map(relay -> HOST + ":" + relay.port())
                    .collect(Collectors.joining(","))));
    all.keySet().removeAll(build.unknown());
    all.putAll(environment);
    return new Jvm.Program(
        application.name(),
        build.classPath(),
        MAIN,
        List.of("-Xms64m", "-Xmx256m", "-Dlogback.configurationFile=" + directory.resolve(LOGBACK)),
        List.of(
            application.role().command(),
            "--configs",
            build.configs().toString(),
            "--state-dir",
            application.state().toString()),
        all);
  }

  /**
   * Returns when every application that was started runs, with tasks or standing by.
   *
   * @throws IllegalStateException naming the one that does not, with what it printed
   */
  public void awaitRunning(Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    for (Application one : applications) {
      if (one.isAlive()) {
        one.awaitRunning(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    }
  }

  /** All that were started, in that order. */
  public List<Application> applications() {
    return List.copyOf(applications);
  }

  /** Those of a role. */
  public List<Application> applications(Role role) {
    return applications.stream().filter(one -> one.role() == role).toList();
  }

  /** The broker processes, by number. */
  public List<Jvm> brokers() {
    return brokers.nodes();
  }

  /** The strategies that are configured, in the modes' order. */
  public List<Staged> strategies() {
    return strategies;
  }

  public StagePlan plan() {
    return plan;
  }

  /** How this process reaches brokers and registry, past all relays. */
  public ClusterAccess access() {
    return access;
  }

  /** Of the brokers, past all relays. */
  public Admin admin() {
    return admin;
  }

  /** The configuration that the stage read, as its applications see it. */
  public Configuration configuration() {
    return configuration;
  }

  /** Where the processes' output lies, {@code broker-1.log}, {@code strategies-1.log}. */
  public Path logs() {
    return logs;
  }

  /** The build that this process runs itself. */
  public Build present() {
    return present;
  }

  /** Ends every process; the directory stays. */
  @Override
  public void close() throws IOException {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
    applications.forEach(Application::close);
    if (brokers != null) {
      brokers.close();
    }
    if (doors != null) {
      doors.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  private Map<String, String> environment(String bootstrapServers) {
    return StageSettings.environment(plan, bootstrapServers, registry.url(), clientProperties());
  }

  private Path clientProperties() {
    return directory.resolve("client.properties");
  }
}
