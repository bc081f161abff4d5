package io.strategystreams.config;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One key of a configuration file: its name, what it may hold, what it means when it is not given,
 * and its documentation, in one place.
 *
 * @param <T> the type of its value (of each member's for a {@link Family})
 */
public sealed interface Key<T> {
  /** Dotted name. */
  String name();

  ValueType<T> type();

  Absence absence();

  /** For operators: unit, effect, what is unsafe. */
  String documentation();

  /** What it means that a key is not given. */
  enum Absence {
    /** Its default holds. */
    DEFAULT,
    /** A default holds that depends on the mode. */
    BY_MODE,
    /** The feature is off; {@code null} says the same. */
    OFF,
    /** It must be given. */
    REFUSED
  }

  /**
   * A key with one value.
   *
   * @param defaultValue null unless the absence is {@link Absence#DEFAULT}
   */
  record Single<T>(
      String name, ValueType<T> type, Absence absence, T defaultValue, String documentation)
      implements Key<T> {
    public Single {
      Objects.requireNonNull(name, "name");
      if ((defaultValue != null) != (absence == Absence.DEFAULT)) {
        throw new IllegalArgumentException(
            name + " has a default exactly when absence means DEFAULT, was " + absence);
      }
    }
  }

  /**
   * A key that holds a map whose members are named by the file: {@code hedge_allocation.bybit}.
   *
   * @param member what a member's name must be
   * @param defaultValue empty unless the absence is {@link Absence#DEFAULT}
   */
  record Family<T>(
      String name,
      ValueType<T> type,
      TextType member,
      Absence absence,
      SortedMap<String, T> defaultValue,
      String documentation)
      implements Key<T> {
    public Family {
      defaultValue = Collections.unmodifiableSortedMap(new TreeMap<>(defaultValue));
    }
  }

  /**
   * A key with a default, written as in a file.
   *
   * @throws IllegalArgumentException if the default itself is not allowed
   */
  static <T> Single<T> of(String name, ValueType<T> type, String byDefault, String documentation) {
    T value =
        type.read(byDefault)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the default of "
                            + name
                            + " must be "
                            + type.allowed()
                            + ", was "
                            + byDefault));
    return new Single<>(name, type, Absence.DEFAULT, value, documentation);
  }

  static <T> Single<T> byMode(String name, ValueType<T> type, String documentation) {
    return new Single<>(name, type, Absence.BY_MODE, null, documentation);
  }

  static <T> Single<T> off(String name, ValueType<T> type, String documentation) {
    return new Single<>(name, type, Absence.OFF, null, documentation);
  }

  static <T> Single<T> required(String name, ValueType<T> type, String documentation) {
    return new Single<>(name, type, Absence.REFUSED, null, documentation);
  }

  static <T> Family<T> familyByMode(
      String name, ValueType<T> type, TextType member, String documentation) {
    return new Family<>(name, type, member, Absence.BY_MODE, new TreeMap<>(), documentation);
  }

  static <T> Family<T> familyOff(
      String name, ValueType<T> type, TextType member, String documentation) {
    return new Family<>(name, type, member, Absence.OFF, new TreeMap<>(), documentation);
  }
}
