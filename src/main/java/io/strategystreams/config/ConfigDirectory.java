package io.strategystreams.config;

import io.strategystreams.core.market.MarketCatalogue;
import io.strategystreams.core.mode.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A directory of configuration: {@code application.yaml}, {@code markets.yaml}, {@code venues.yaml}
 * and {@code modes/*.yaml}.
 */
public final class ConfigDirectory {
  private static final String APPLICATION = "application.yaml";
  private static final String MARKETS = "markets.yaml";
  private static final String VENUES = "venues.yaml";
  private static final String MODES = "modes";

  private final Path directory;
  private final Map<String, String> overrides;
  private final Problems problems = new Problems();

  private ConfigDirectory(Path directory, Map<String, String> overrides) {
    this.directory = directory;
    this.overrides = overrides;
  }

  /**
   * Reads and validates everything.
   *
   * @param env environment variables, see {@link Environment}
   * @throws ConfigurationException with everything that is wrong in any of the files
   */
  public static Configuration load(Path directory, Map<String, String> env) {
    return load(directory, env, Map.of());
  }

  /**
   * As {@link #load(Path, Map)}, with some keys of {@code application.yaml} set otherwise.
   *
   * @param overrides value by key, over files and environment
   * @throws ConfigurationException with everything that is wrong, a file named {@code overrides}
   *     among the others
   */
  public static Configuration load(
      Path directory, Map<String, String> env, Map<String, String> overrides) {
    return new ConfigDirectory(directory, overrides).load(env);
  }

  private Configuration load(Map<String, String> env) {
    if (!Files.isDirectory(directory)) {
      problems.add(
          ConfigError.ofFile(
              directory.toString(), "must be a directory with " + APPLICATION + " and modes/"));
      problems.throwIfAny();
    }
    Optional<ApplicationSettings> application =
        document(APPLICATION)
            .map(written -> Environment.laidOver(written, env, problems))
            .map(written -> new Overrides(overrides, problems).appliedTo(written))
            .flatMap(effective -> ApplicationFile.read(effective, problems));
    Optional<Desk> desk = desk();
    Map<Mode, ModeFile> modes = modes(desk);
    application.ifPresent(settings -> requireFresh(settings.marketFlow(), modes.values()));
    problems.throwIfAny();
    return new Configuration(application.orElseThrow(), desk.orElseThrow(), new TreeMap<>(modes));
  }

  /** What is passed on seldom must not be stale before it comes again. */
  private void requireFresh(ApplicationSettings.MarketFlow flow, Collection<ModeFile> modes) {
    if (flow.minMove().signum() == 0) {
      return;
    }
    for (ModeFile mode : modes) {
      Duration oldest = mode.parameters().freshness().price();
      if (flow.maxInterval().compareTo(oldest) >= 0) {
        ValueType<Duration> type = ApplicationKeys.MARKET_MAX_INTERVAL.type();
        problems.add(
            new ConfigError(
                APPLICATION,
                0,
                ApplicationKeys.MARKET_MAX_INTERVAL.name(),
                "must be below max_age.price of mode "
                    + mode.mode().id()
                    + ", "
                    + type.write(oldest),
                type.write(flow.maxInterval())));
      }
    }
  }

  /** Empty if anything is wrong with it: modes are then not blamed for what it lacks. */
  private Optional<Desk> desk() {
    int before = problems.all().size();
    Optional<VenueCatalogue> venues =
        document(VENUES).map(document -> VenuesFile.read(document, problems));
    boolean venuesAreSound = problems.all().size() == before;
    Optional<MarketCatalogue> markets =
        document(MARKETS)
            .map(
                document ->
                    MarketsFile.read(
                        document, venuesAreSound ? venues : Optional.empty(), problems));
    return problems.all().size() == before
        ? Optional.of(new Desk(markets.orElseThrow(), venues.orElseThrow()))
        : Optional.empty();
  }

  private Map<Mode, ModeFile> modes(Optional<Desk> desk) {
    Map<Mode, ModeFile> modes = new EnumMap<>(Mode.class);
    List<String> names = modeFileNames();
    if (names.isEmpty()) {
      problems.add(ConfigError.ofFile(MODES, "must hold at least one mode file"));
    }
    for (String name : names) {
      String file = MODES + "/" + name;
      if (!name.endsWith(".yaml")) {
        problems.add(ConfigError.ofFile(file, "must be named after its mode and end in .yaml"));
        continue;
      }
      text(file)
          .flatMap(yaml -> modeFile(file, yaml, desk))
          .ifPresent(mode -> modes.put(mode.mode(), mode));
    }
    return modes;
  }

  private Optional<ModeFile> modeFile(String file, String yaml, Optional<Desk> desk) {
    try {
      ModeFile mode =
          desk.isPresent() ? ModeFile.parse(file, yaml, desk.get()) : ModeFile.parse(file, yaml);
      String wanted = MODES + "/" + mode.mode().id() + ".yaml";
      if (!file.equals(wanted)) {
        problems.add(
            new ConfigError(
                file,
                0,
                ModeKeys.MODE.name(),
                "must be that of the file's name",
                mode.mode().id()));
        return Optional.empty();
      }
      return Optional.of(mode);
    } catch (ConfigurationException e) {
      problems.addAll(e.errors());
      return Optional.empty();
    }
  }

  private List<String> modeFileNames() {
    Path modes = directory.resolve(MODES);
    if (!Files.isDirectory(modes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(modes)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      problems.add(ConfigError.ofFile(MODES, "cannot be listed: " + e.getMessage()));
      return List.of();
    }
  }

  private Optional<Document> document(String file) {
    int before = problems.all().size();
    return text(file)
        .map(yaml -> YamlReader.read(file, yaml, problems))
        .filter(document -> problems.all().size() == before);
  }

  private Optional<String> text(String file) {
    try {
      return Optional.of(SmallFile.read(directory.resolve(file)));
    } catch (NoSuchFileException e) {
      problems.add(ConfigError.ofFile(file, "must exist in " + directory));
    } catch (CharacterCodingException e) {
      problems.add(ConfigError.ofFile(file, "must be UTF-8 text"));
    } catch (IOException e) {
      problems.add(ConfigError.ofFile(file, "cannot be read: " + e.getMessage()));
    }
    return Optional.empty();
  }
}
