package io.strategystreams.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An instance of strategies or paper executor on a {@link Stage}: a process, and the relays that
 * carry all it says to the brokers.
 */
public final class Application implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Pattern RUNS =
      Pattern.compile("^(strategies|paper executor) runs( |,).*", Pattern.MULTILINE);

  private final Role role;
  private final String name;
  private final List<Relay> relays;
  private final Path log;
  private final Path state;
  private volatile Jvm jvm;
  private volatile long startedAt;

  Application(Role role, String name, List<Relay> relays, Path log, Path state) {
    this.role = role;
    this.name = name;
    this.relays = List.copyOf(relays);
    this.log = log;
    this.state = state;
  }

  /** Runs another program from now on, under the same name, relays and state directory. */
  void run(Jvm.Program program) throws IOException {
    if (jvm != null) {
      startedAt = logSize();
      jvm.close();
    }
    jvm = Jvm.start(program, log);
  }

  List<Relay> relays() {
    return relays;
  }

  Path state() {
    return state;
  }

  public Role role() {
    return role;
  }

  /** {@code strategies-1}. */
  public String name() {
    return name;
  }

  /** Whether it ended for good, with its stage or with this process. */
  boolean isClosed() {
    return jvm.isClosed();
  }

  public boolean isAlive() {
    return jvm.isAlive();
  }

  /** How it ended last; empty while it runs. */
  public OptionalInt exitCode() {
    return jvm.exitCode();
  }

  /**
   * Starts it again after it ended, on its state directory. Does nothing while it runs or once
   * closed.
   */
  public void start() throws IOException {
    if (!jvm.isAlive()) {
      startedAt = logSize();
      jvm.start();
    }
  }

  /**
   * Empties its state directory, so that it restores everything from the changelogs at its next
   * start, as on another machine.
   *
   * @throws IllegalStateException while it runs
   */
  public void forgetState() throws IOException {
    if (jvm.isAlive()) {
      throw new IllegalStateException(name() + " must have ended before its state is taken away");
    }
    if (Files.exists(state)) {
      try (Stream<Path> files = Files.walk(state)) {
        for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** As {@code kill -9}; returns when it is gone. */
  public void kill() {
    jvm.kill();
  }

  /** Stops it between two instructions; its connections stay open. */
  public void freeze() throws IOException {
    jvm.freeze();
  }

  /** Lets a frozen one go on. */
  public void wake() throws IOException {
    jvm.wake();
  }

  /**
   * Asks it to stop.
   *
   * @return whether it ended within that time
   */
  public boolean terminate(Duration patience) {
    return jvm.terminate(patience);
  }

  /** From now on nothing passes between it and any broker. */
  public void cut() {
    relays.forEach(Relay::cut);
  }

  /** Lets it reach the brokers again. */
  public void mend() {
    relays.forEach(Relay::mend);
  }

  /** How much it has printed, bytes, of all its lives. */
  public long logSize() throws IOException {
    return Files.size(log);
  }

  /** What it has printed since its log had that size. */
  public String logSince(long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(Math.min(size, file.length()));
      byte[] text = new byte[(int) (file.length() - file.getFilePointer())];
      file.readFully(text);
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  /** What it has printed since it was started last. */
  public String output() throws IOException {
    return logSince(startedAt);
  }

  /** Whether it has said since its last start that it runs, with tasks or standing by. */
  public boolean runs() throws IOException {
    return isAlive() && RUNS.matcher(output()).find();
  }

  /** Whether it has tasks, as it said last. */
  public boolean hasTasks() throws IOException {
    return isAlive()
        && RUNS.matcher(output())
            .results()
            .reduce((before, last) -> last)
            .filter(last -> last.group().contains(" tasks "))
            .isPresent();
  }

  /**
   * Returns when it runs.
   *
   * @throws IllegalStateException with what it printed, if it does not in time or ends
   */
  public void awaitRunning(Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!runs()) {
      if (!isAlive() || System.nanoTime() > deadline || Thread.interrupted()) {
        throw new IllegalStateException(
            name()
                + " must run within "
                + patience.toSeconds()
                + " s, "
                + (isAlive() ? "was starting" : "ended with " + exitCode().orElse(-1))
                + ": "
                + output());
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  @Override
  public void close() {
    if (jvm != null) {
      jvm.close();
    }
  }
}
