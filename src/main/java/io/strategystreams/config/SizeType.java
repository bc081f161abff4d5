package io.strategystreams.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes: {@code 0B}, {@code 512KiB}, {@code 8MiB}, {@code 1GiB}.
 *
 * @param from smallest allowed, bytes
 * @param to largest allowed, bytes
 */
public record SizeType(long from, long to) implements ValueType<Long> {
  private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,8})(B|KiB|MiB|GiB)");
  private static final String[] SUFFIXES = {"B", "KiB", "MiB", "GiB"};

  @Override
  public Optional<Long> read(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long bytes = Long.parseLong(form.group(1));
    for (String suffix : SUFFIXES) {
      if (suffix.equals(form.group(2))) {
        break;
      }
      bytes *= 1024;
    }
    return bytes >= from && bytes <= to ? Optional.of(bytes) : Optional.empty();
  }

  @Override
  public String write(Long value) {
    long count = value;
    int unit = 0;
    while (count > 0 && count % 1024 == 0 && unit < SUFFIXES.length - 1) {
      count /= 1024;
      unit++;
    }
    return count + SUFFIXES[unit];
  }

  @Override
  public String allowed() {
    return "a size from " + write(from) + " to " + write(to) + " (written 512KiB, 8MiB, 1GiB)";
  }
}
