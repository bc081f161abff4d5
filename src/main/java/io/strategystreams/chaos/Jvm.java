package io.strategystreams.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in a process of its own, which can be killed, frozen and started again. What it
 * prints is appended to one file. Ended for good when it is closed, and with this process at the
 * latest.
 */
public final class Jvm implements AutoCloseable {
  private static final Duration FORCED = Duration.ofSeconds(60);

  private final Program program;
  private final Path log;
  private final Thread lastResort = new Thread(this::end);
  private Process process;
  private boolean ended;

  /**
   * What is run.
   *
   * @param name for people
   * @param classPath as {@code java -cp} takes it
   * @param main the class
   * @param options of Java, {@code -Xmx256m}
   * @param environment beside this process's own
   */
  public record Program(
      String name,
      String classPath,
      String main,
      List<String> options,
      List<String> arguments,
      Map<String, String> environment) {
    public Program {
      options = List.copyOf(options);
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }
  }

  private Jvm(Program program, Path log) {
    this.program = program;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /**
   * Starts it and does not wait for anything it does.
   *
   * @param log appended to
   */
  public static Jvm start(Program program, Path log) throws IOException {
    Jvm jvm = new Jvm(program, log);
    jvm.start();
    return jvm;
  }

  /** Starts it again after it ended. Does nothing while it runs, nor once it is closed. */
  public synchronized void start() throws IOException {
    if (ended || isAlive()) {
      return;
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.addAll(program.options());
    command.addAll(List.of("-cp", program.classPath(), program.main()));
    command.addAll(program.arguments());
    Files.writeString(
        log,
        "=== " + program.name() + " starts at " + Instant.now() + System.lineSeparator(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(program.environment());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process = builder.start();
    process.getOutputStream().close();
  }

  public String name() {
    return program.name();
  }

  /** Where its output goes. */
  public Path log() {
    return log;
  }

  /** Whether it ended for good. */
  public synchronized boolean isClosed() {
    return ended;
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** How it ended last; empty while it runs. */
  public synchronized OptionalInt exitCode() {
    return process == null || process.isAlive()
        ? OptionalInt.empty()
        : OptionalInt.of(process.exitValue());
  }

  /** As {@code kill -9}: no hook of it runs. Returns when it is gone. */
  public synchronized void kill() {
    if (process != null) {
      process.destroyForcibly();
      awaitEnd(FORCED);
    }
  }

  /** Stops it between two instructions (SIGSTOP): it holds its connections and says nothing. */
  public void freeze() throws IOException {
    signal("STOP");
  }

  /** Lets a frozen one go on (SIGCONT). */
  public void wake() throws IOException {
    signal("CONT");
  }

  /**
   * Asks it to stop, as Ctrl-C and container engines do.
   *
   * @return whether it ended within that time
   */
  public synchronized boolean terminate(Duration patience) {
    process.destroy();
    return awaitEnd(patience);
  }

  /** All it has printed, of all its lives. */
  public String output() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
    } catch (IllegalStateException ending) {
      // This process ends too: the hook runs and finds nothing left to do.
      return;
    }
  }

  /** Whoever still wants to start it, a supervisor or a fault, comes too late from now on. */
  private synchronized void end() {
    ended = true;
    kill();
  }

  private synchronized void signal(String name) throws IOException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    try {
      if (kill.waitFor() != 0) {
        throw new IOException("cannot send SIG" + name + " to " + program.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while SIG" + name + " was sent", e);
    }
  }

  private boolean awaitEnd(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
