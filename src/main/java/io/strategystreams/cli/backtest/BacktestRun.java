package io.strategystreams.cli.backtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.strategystreams.backtest.Backtest;
import io.strategystreams.backtest.BacktestPlan;
import io.strategystreams.backtest.BacktestResult;
import io.strategystreams.backtest.Loop;
import io.strategystreams.cli.console.Progress;
import io.strategystreams.cli.console.Stopping;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One backtest or a sweep of them, from its request to its files. */
public final class BacktestRun {
  private static final String SUMMARY = "summary.json";
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

  /** What a run takes at most, its loops, its events of some days and their files. */
  private static final long MEMORY_OF_A_RUN = 256L << 20;

  private final BacktestRequest request;
  private final Loop.Maker loops;
  private final int processors;
  private final Sweep sweep;
  private final List<List<Setting>> cells;
  private final List<Setting> settings = new ArrayList<>();
  private final List<BacktestPlan> plans = new ArrayList<>();

  /**
   * Plans everything; runs nothing yet.
   *
   * @param processors threads to use
   * @throws io.strategystreams.config.ConfigurationException if a setting is not accepted
   * @throws IllegalArgumentException if anything else that is asked for is not as it must be
   */
  public BacktestRun(BacktestRequest request, Loop.Maker loops, int processors) {
    this.request = request;
    this.loops = loops;
    this.processors = processors;
    request.settings().forEach(text -> settings.add(Setting.parse("--set", text)));
    this.sweep = new Sweep(request.sweep());
    this.cells = sweep.cells();
    Plans maker = new Plans(request);
    cells.forEach(cell -> plans.add(maker.of(all(cell))));
  }

  /** What is about to be run, a line each, for people. */
  public List<String> announcement() {
    List<String> lines = new ArrayList<>();
    lines.add("Market: " + request.market().description());
    request.market().notes().forEach(note -> lines.add("  " + note));
    int strategies = plans.get(0).strategies().size();
    lines.add(
        (strategies == 1 ? "1 strategy" : strategies + " strategies")
            + (sweep.isEmpty() ? "" : ", " + cells.size() + " combinations")
            + "; results in "
            + request.out());
    return lines;
  }

  /**
   * Runs it all and writes the files.
   *
   * @param err where progress is told
   * @param terminal whether progress may be written over
   * @throws IOException if a file cannot be written
   */
  public Outcome run(PrintWriter err, boolean terminal, Stopping stopping) throws IOException {
    Told told = new Told(err, terminal);
    Backtest.Teller teller =
        (instants, last) -> {
          stopping.check();
          told.done(instants, last.time());
        };
    List<Cell> done = sweep.isEmpty() ? List.of(run(0, processors, teller)) : runAll(teller);
    if (!sweep.isEmpty()) {
      SweepFiles.write(request.out(), sweep, done);
    }
    return new Outcome(sweep, done);
  }

  /** How far all combinations are; how much there is, is known when the market is read. */
  private final class Told {
    private final PrintWriter err;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private Progress progress;

    private Told(PrintWriter err, boolean terminal) {
      this.err = err;
      this.terminal = terminal;
    }

    private synchronized void done(int instants, Instant last) {
      if (progress == null) {
        int all = cells.size() * request.market().size();
        Duration pause = terminal ? Duration.ofMillis(200) : BETWEEN_LINES;
        progress = new Progress(err, terminal, all, this::nanos, pause);
      }
      progress.done(instants, last, "");
    }

    /** The first call is for the start, and tells it as it was. */
    private long nanos() {
      return progress == null ? started : System.nanoTime();
    }
  }

  /** As many at once as there are processors and memory for. */
  private List<Cell> runAll(Backtest.Teller teller) throws IOException {
    long room = Runtime.getRuntime().maxMemory() / MEMORY_OF_A_RUN;
    int atOnce = (int) Math.max(1, Math.min(Math.min(processors, cells.size()), room));
    int groups = Math.max(1, processors / atOnce);
    ExecutorService threads = Executors.newFixedThreadPool(atOnce, BacktestRun::thread);
    try {
      List<Future<Cell>> running = new ArrayList<>();
      for (int place = 0; place < cells.size(); place++) {
        int cell = place;
        running.add(threads.submit(() -> run(cell, groups, teller)));
      }
      List<Cell> done = new ArrayList<>();
      for (Future<Cell> one : running) {
        done.add(await(one));
      }
      return done;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Cell await(Future<Cell> running) throws IOException {
    try {
      return running.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException io) {
        throw io;
      }
      if (failure.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during a sweep", interrupted);
    }
  }

  private Cell run(int place, int groups, Backtest.Teller teller) throws IOException {
    BacktestPlan plan = plans.get(place);
    String directory = sweep.isEmpty() ? "" : directory(place);
    Path out = request.out().resolve(directory);
    // Written last: beside one, files are of a run that came to its end.
    Files.deleteIfExists(out.resolve(SUMMARY));
    BacktestResult result = new Backtest(plan, loops, groups).run(out, teller);
    ObjectNode summary = ResultJson.of(plan, all(cells.get(place)), result);
    ResultJson.write(out.resolve(SUMMARY), summary);
    return new Cell(directory, cells.get(place), result, summary);
  }

  private List<Setting> all(List<Setting> cell) {
    List<Setting> all = new ArrayList<>(settings);
    all.addAll(cell);
    return all;
  }

  /** {@code 02-max_ltv=0.7,target_ltv=0.6}: sorted as run, and readable. */
  private String directory(int place) {
    int width = Integer.toString(cells.size()).length();
    String values = String.join(",", cells.get(place).stream().map(Setting::toString).toList());
    return String.format("%0" + width + "d-", place + 1)
        + values.replaceAll("[^A-Za-z0-9._=,-]", "_");
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sweep");
    thread.setDaemon(true);
    return thread;
  }

  /** What was run. */
  public static final class Outcome {
    private final Sweep sweep;
    private final List<Cell> cells;

    private Outcome(Sweep sweep, List<Cell> cells) {
      this.sweep = sweep;
      this.cells = cells;
    }

    /** For people. */
    public String text() {
      return sweep.isEmpty() ? ResultText.of(cells.get(0).result()) : SweepFiles.text(sweep, cells);
    }

    /** For programs: {@code summary.json}, of a sweep {@code sweep.json}. */
    public String json() throws IOException {
      return ResultJson.pretty(sweep.isEmpty() ? cells.get(0).summary() : SweepFiles.json(cells));
    }

    /** What should not be, a sentence each; empty if all is well. */
    public List<String> failures() {
      List<String> failures = new ArrayList<>();
      for (Cell cell : cells) {
        cell.result()
            .deadLetters()
            .forEach(
                letter ->
                    failures.add(
                        (cell.directory().isEmpty() ? "" : cell.directory() + ": ")
                            + "a record was put aside: "
                            + letter));
      }
      return failures;
    }
  }
}
