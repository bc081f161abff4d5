package io.strategystreams.cli.console;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Tells how far a run is: on a terminal one line that is written over, else a line for each day of
 * the market.
 */
public final class Progress {
  private final PrintWriter out;
  private final boolean terminal;
  private final int instants;
  private final LongSupplier nanoClock;
  private final long started;
  private final long pauseNanos;
  private int done;
  private LocalDate day;
  private long toldAt;

  /**
   * @param terminal whether a line may be written over
   * @param instants how many there will be
   */
  public Progress(PrintWriter out, boolean terminal, int instants, LongSupplier nanoClock) {
    this(out, terminal, instants, nanoClock, Duration.ZERO);
  }

  /**
   * @param pause between lines, at least; the last one is always told
   */
  public Progress(
      PrintWriter out, boolean terminal, int instants, LongSupplier nanoClock, Duration pause) {
    this.pauseNanos = pause.toNanos();
    this.out = out;
    this.terminal = terminal;
    this.instants = instants;
    this.nanoClock = nanoClock;
    this.started = nanoClock.getAsLong();
    this.toldAt = started - pauseNanos;
  }

  /**
   * An instant is done.
   *
   * @param told what else there is to say, {@code 12 orders}; may be empty
   */
  public void done(Instant instant, String told) {
    done(1, instant, told);
  }

  /** As {@link #done(Instant, String)}, of several instants of which this is the last one. */
  public void done(int count, Instant instant, String told) {
    done += count;
    long now = nanoClock.getAsLong();
    if (done < instants && now - toldAt < pauseNanos) {
      return;
    }
    LocalDate today = instant.atOffset(ZoneOffset.UTC).toLocalDate();
    if (terminal) {
      out.print("\r" + line(instant, told) + "    ");
      if (done == instants) {
        out.println();
      }
    } else if (!today.equals(day) || done == instants) {
      out.println(line(instant, told));
    }
    toldAt = now;
    day = today;
    out.flush();
  }

  private String line(Instant instant, String told) {
    return "%s  %d of %d instants, %s%s left"
        .formatted(instant, done, instants, told.isEmpty() ? "" : told + ", ", left());
  }

  private String left() {
    Duration elapsed = Duration.ofNanos(nanoClock.getAsLong() - started);
    long seconds = elapsed.multipliedBy(instants - done).dividedBy(done).toSeconds();
    return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
  }
}
