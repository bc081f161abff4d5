package io.strategystreams.config;

import java.util.Optional;

/**
 * How the text of a value is read, which values are allowed and how one is written back. {@code
 * read(write(v))} is v.
 */
public sealed interface ValueType<T>
    permits DecimalType,
        WholeType,
        DurationType,
        SizeType,
        FlagType,
        ChoiceType,
        TextType,
        ListType {

  /** The value, or empty if the text is none or out of range. */
  Optional<T> read(String text);

  /** Canonical text of an allowed value. */
  String write(T value);

  /** What is allowed, to stand after "must be". */
  String allowed();
}
