package io.strategystreams.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of a set of keys as read from a document, with defaults where it is silent. */
final class Settings {
  private final Document document;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> unsound = new HashSet<>();

  private Settings(Document document) {
    this.document = document;
  }

  /**
   * Reads every key; what is unknown, missing or not allowed is reported to {@code problems}.
   *
   * @param what what the document is, for errors: {@code a mode file}
   * @param path where the keys lie in the file, {@code paper.} or empty, for errors
   * @param keys every key the document may hold
   * @param byMode values of the keys whose absence means {@link Key.Absence#BY_MODE}
   */
  static Settings read(
      Document document,
      String what,
      String path,
      List<Key<?>> keys,
      Map<String, Object> byMode,
      Problems problems) {
    Settings settings = new Settings(document);
    Reading reading = new Reading(document, what, path, problems, settings.unsound);
    for (Key<?> key : keys) {
      Object value =
          key instanceof Key.Single<?> single
              ? reading.single(single, byMode)
              : reading.family((Key.Family<?>) key, byMode);
      if (value != null) {
        settings.values.put(key.name(), value);
      }
    }
    reading.refuseUnknown(keys);
    return settings;
  }

  /** The value; null where the key is off, or where it was reported as wrong without a default. */
  @SuppressWarnings("unchecked") // put under the key's name by single(), which reads its type
  <T> T get(Key.Single<T> key) {
    return (T) values.get(key.name());
  }

  /** The members; empty where the key was reported as wrong. */
  @SuppressWarnings("unchecked") // put under the key's name by family(), which reads its type
  <T> SortedMap<String, T> get(Key.Family<T> key) {
    return (SortedMap<String, T>) values.getOrDefault(key.name(), Collections.emptySortedMap());
  }

  /** Whether none of the keys was reported as wrong, so that a rule across them makes sense. */
  boolean sound(Key<?>... keys) {
    for (Key<?> key : keys) {
      if (unsound.contains(key.name())) {
        return false;
      }
    }
    return true;
  }

  /** An error at a key, located where the key (or its first member) is written. */
  ConfigError error(Key<?> key, String problem, String found) {
    return error(key.name(), problem, found);
  }

  ConfigError error(String key, String problem, String found) {
    Given given = document.entries().get(key);
    if (given == null) {
      given =
          document.section(key).entries().values().stream()
              .findFirst()
              .orElse(Given.scalar("", document.name(), 0));
    }
    return new ConfigError(given.source(), given.line(), key, problem, found);
  }

  /** Reads key after key and remembers which went wrong. */
  private static final class Reading {
    private final Document document;
    private final String what;
    private final String path;
    private final Problems problems;
    private final Set<String> unsound;

    Reading(Document document, String what, String path, Problems problems, Set<String> unsound) {
      this.document = document;
      this.what = what;
      this.path = path;
      this.problems = problems;
      this.unsound = unsound;
    }

    <T> Object single(Key.Single<T> key, Map<String, Object> byMode) {
      Given given = document.entries().get(key.name());
      if (given == null) {
        return absent(key, key.defaultValue(), byMode);
      }
      if (given.form() == Given.Form.NULL && key.absence() == Key.Absence.OFF) {
        return null;
      }
      Optional<T> value = value(key.type(), given);
      if (value.isEmpty()) {
        refuse(key, key.name(), given);
      }
      return value.orElse(null);
    }

    <T> Object family(Key.Family<T> key, Map<String, Object> byMode) {
      Given whole = document.entries().get(key.name());
      Map<String, Given> given = document.section(key.name()).entries();
      if (whole == null && given.isEmpty()) {
        return absent(key, key.defaultValue(), byMode);
      }
      if (whole != null) {
        unsound.add(key.name());
        report(
            key.name(),
            whole,
            "must be a map of " + key.member().allowed() + " to " + key.type().allowed());
      }
      SortedMap<String, T> members = new TreeMap<>();
      given.forEach(
          (member, each) -> {
            String name = key.name() + "." + member;
            if (key.member().read(member).isEmpty()) {
              unsound.add(key.name());
              report(name, each, "must be named by " + key.member().allowed());
              return;
            }
            Optional<T> value = value(key.type(), each);
            if (value.isEmpty()) {
              refuse(key, name, each);
            }
            value.ifPresent(sound -> members.put(member, sound));
          });
      return members;
    }

    private Object absent(Key<?> key, Object byDefault, Map<String, Object> byMode) {
      return switch (key.absence()) {
        case DEFAULT -> byDefault;
        case BY_MODE -> byMode.get(key.name());
        case OFF -> null;
        case REFUSED -> {
          unsound.add(key.name());
          problems.add(
              new ConfigError(
                  document.name(),
                  0,
                  path + key.name(),
                  "must be given: " + key.type().allowed(),
                  "absent"));
          yield null;
        }
      };
    }

    private static <T> Optional<T> value(ValueType<T> type, Given given) {
      boolean readable =
          given.text().length() <= Given.LONGEST
              && (given.form() == Given.Form.SCALAR
                  || given.form() == Given.Form.LIST && type instanceof ListType<?>);
      return readable ? type.read(given.text()) : Optional.empty();
    }

    private void refuse(Key<?> key, String name, Given given) {
      unsound.add(key.name());
      String off = key.absence() == Key.Absence.OFF ? ", or null for off" : "";
      report(name, given, "must be " + key.type().allowed() + off);
    }

    private void report(String name, Given given, String problem) {
      problems.add(
          new ConfigError(given.source(), given.line(), path + name, problem, given.shown()));
    }

    void refuseUnknown(List<Key<?>> keys) {
      Set<String> singles = new HashSet<>();
      Set<String> families = new HashSet<>();
      for (Key<?> key : keys) {
        (key instanceof Key.Single<?> ? singles : families).add(key.name());
      }
      document
          .entries()
          .forEach(
              (name, given) -> {
                if (!singles.contains(name)
                    && !families.contains(name)
                    && families.stream().noneMatch(family -> name.startsWith(family + "."))) {
                  unknown(name, given, singles, families);
                }
              });
    }

    private void unknown(
        String name, Given given, Collection<String> singles, Collection<String> families) {
      List<String> below =
          singles.stream()
              .filter(single -> single.startsWith(name + "."))
              .map(single -> single.substring(name.length() + 1))
              .sorted()
              .toList();
      if (!below.isEmpty()) {
        if (given.form() != Given.Form.EMPTY_MAP) {
          report(name, given, "must hold the keys " + String.join(", ", below));
        }
        return;
      }
      Optional<String> scalar =
          singles.stream().filter(single -> name.startsWith(single + ".")).findFirst();
      if (scalar.isPresent()) {
        unsound.add(scalar.get());
        problems.add(
            new ConfigError(
                given.source(),
                given.line(),
                path + scalar.get(),
                "must be one value",
                "a map with " + name.substring(scalar.get().length() + 1)));
        return;
      }
      List<String> candidates = new ArrayList<>(singles);
      candidates.addAll(families);
      report(
          name,
          given,
          "is no key of " + what + (problems.areFew() ? NearestName.hint(name, candidates) : ""));
    }
  }
}
