package io.strategystreams.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time: {@code 500ms}, {@code 60s}, {@code 10m}, {@code 2h}, {@code 7d}, or ISO-8601
 * ({@code PT10M}).
 *
 * @param from shortest allowed
 * @param to longest allowed
 */
public record DurationType(Duration from, Duration to) implements ValueType<Duration> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private record Unit(String suffix, long millis) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", 86_400_000),
          new Unit("h", 3_600_000),
          new Unit("m", 60_000),
          new Unit("s", 1_000),
          new Unit("ms", 1));

  static DurationType within(String from, String to) {
    return new DurationType(parse(from).orElseThrow(), parse(to).orElseThrow());
  }

  @Override
  public Optional<Duration> read(String text) {
    return parse(text)
        .filter(value -> value.compareTo(from) >= 0 && value.compareTo(to) <= 0)
        .filter(value -> value.getNano() % 1_000_000 == 0);
  }

  private static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      long count = Long.parseLong(form.group(1));
      return UNITS.stream()
          .filter(unit -> unit.suffix().equals(form.group(2)))
          .map(unit -> Duration.ofMillis(count * unit.millis()))
          .findFirst();
    }
    try {
      return text.startsWith("P") ? Optional.of(Duration.parse(text)) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** In the largest unit that divides it: 120 s is {@code 2m}. */
  @Override
  public String write(Duration value) {
    long millis = value.toMillis();
    if (millis == 0) {
      return "0s";
    }
    Unit unit =
        UNITS.stream().filter(each -> millis % each.millis() == 0).findFirst().orElseThrow();
    return millis / unit.millis() + unit.suffix();
  }

  @Override
  public String allowed() {
    return "a duration from "
        + write(from)
        + " to "
        + write(to)
        + " (written 500ms, 60s, 10m, 2h, 7d or PT10M)";
  }
}
