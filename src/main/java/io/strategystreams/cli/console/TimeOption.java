package io.strategystreams.cli.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A day or an instant on the command line, in UTC. */
public final class TimeOption implements ITypeConverter<Instant> {
  @Override
  public Instant convert(String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException wrong) {
      throw new TypeConversionException(
          "expected a day such as 2024-06-01 or a UTC time such as 2024-06-01T12:00:00Z, was "
              + text);
    }
  }
}
