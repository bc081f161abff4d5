package io.strategystreams.config.reference;

import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.Environment;
import io.strategystreams.config.Key;
import io.strategystreams.config.MarketKeys;
import io.strategystreams.config.ModeFile;
import io.strategystreams.config.ModeKeys;
import io.strategystreams.config.VenueKeys;
import io.strategystreams.config.WrittenKeys;
import io.strategystreams.core.mode.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference of every key, as Markdown. */
public final class ConfigurationMarkdown {
  private static final String PREFACE =
      """
      # Configuration

      Every key, with its default, what it may be and what it does. This file is made from the code:
      `strategies configuration --markdown`.

      | file | what |
      |---|---|
      | [`configs/application.yaml`](#applicationyaml) | how the applications run |
      | [`configs/modes/*.yaml`](#mode-files) | what each strategy may do, one file a mode |
      | [`configs/markets.yaml`](#marketsyaml) | what each market lets one trade |
      | [`configs/venues.yaml`](#venuesyaml) | what is held and done where |
      | `configs/schema/*.json` | JSON Schemas of these files, for editors |

      All that is wrong is reported at once, with file, line, key, value and what is allowed:
      `strategies validate`. A key that does not exist is refused. Decimals are exact. Durations are
      written `500ms`, `60s`, `10m`, `2h`, `7d` or `PT10M`; sizes `512KiB`, `8MiB`, `1GiB`.

      The schemas give an editor names, bounds and meaning while one types (first line of a file:
      `# yaml-language-server: $schema=…`). What must hold between keys, only `validate` knows.

      """;

  private ConfigurationMarkdown() {}

  /** The whole document. */
  public static String text() {
    StringBuilder text = new StringBuilder(PREFACE);
    text.append("## application.yaml\n\n");
    text.append(
        "Each key can be set by an environment variable instead, which wins: `STRATEGY_STREAMS_`"
            + " and the key in capitals, two underscores\nbetween levels.\n\n");
    text.append("| key | default | allowed | meaning | variable |\n|---|---|---|---|---|\n");
    for (Key<?> key : ApplicationKeys.all()) {
      text.append(row(key)).append(" `").append(Environment.variable(key)).append("` |\n");
    }
    text.append("\n## Mode files\n\n");
    text.append(
        "The file of a mode is called after it. `strategies apply` publishes it, whole, for a"
            + " strategy; `--set` and instance files\nchange keys for one instance.\n\n");
    table(text, ModeKeys.all());
    text.append("\n### Defaults that depend on the mode\n\n");
    byMode(text);
    text.append("\n## markets.yaml\n\n");
    text.append("`markets.<name>.<key>`; a name is ").append(MarketKeys.NAME.allowed());
    text.append(".\n\n");
    table(text, MarketKeys.all());
    text.append("\n## venues.yaml\n\n");
    text.append("`venues.<name>.<key>`; a name is ").append(VenueKeys.NAME.allowed());
    text.append(".\n\n");
    table(text, VenueKeys.all());
    return text.toString();
  }

  private static void table(StringBuilder text, List<Key<?>> keys) {
    text.append("| key | default | allowed | meaning |\n|---|---|---|---|\n");
    keys.forEach(key -> text.append(row(key)).append('\n'));
  }

  private static String row(Key<?> key) {
    String name = key instanceof Key.Family<?> ? key.name() + ".<member>" : key.name();
    return "| `"
        + name
        + "` | "
        + byDefault(key)
        + " | "
        + cell(key.type().allowed())
        + " | "
        + cell(key.documentation())
        + " |";
  }

  private static <T> String byDefault(Key<T> key) {
    return switch (key.absence()) {
      case DEFAULT ->
          key instanceof Key.Single<T> single
              ? "`" + single.type().write(single.defaultValue()) + "`"
              : "`{}`";
      case BY_MODE -> "[by mode](#defaults-that-depend-on-the-mode)";
      case OFF -> "`null`, off";
      case REFUSED -> "must be given";
    };
  }

  private static void byMode(StringBuilder text) {
    List<Key<?>> keys =
        ModeKeys.all().stream().filter(key -> key.absence() == Key.Absence.BY_MODE).toList();
    text.append("| mode |");
    keys.forEach(key -> text.append(" `").append(key.name()).append("` |"));
    text.append("\n|---|").append("---|".repeat(keys.size())).append('\n');
    for (Mode mode : Mode.values()) {
      Map<String, String> values =
          WrittenKeys.of(ModeFile.parse(mode.id() + ".yaml", "mode: " + mode.id() + "\n").toYaml());
      text.append("| `").append(mode.id()).append("` |");
      keys.forEach(key -> text.append(' ').append(value(key, values)).append(" |"));
      text.append('\n');
    }
  }

  private static String value(Key<?> key, Map<String, String> values) {
    if (key instanceof Key.Family<?>) {
      String members =
          values.entrySet().stream()
              .filter(entry -> entry.getKey().startsWith(key.name() + "."))
              .map(
                  entry ->
                      entry.getKey().substring(key.name().length() + 1) + " " + entry.getValue())
              .collect(Collectors.joining(", "));
      return members.isEmpty() ? "–" : members;
    }
    return values.getOrDefault(key.name(), "–");
  }

  private static String cell(String text) {
    return Arrays.stream(text.split("\\|", -1)).collect(Collectors.joining("\\|"));
  }
}
