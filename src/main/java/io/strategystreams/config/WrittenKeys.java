package io.strategystreams.config;

import io.strategystreams.core.text.Secrets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a configuration text says, key by key, whether or not this version would accept it. */
public final class WrittenKeys {
  private WrittenKeys() {}

  /**
   * Values as written by dotted key, in the order of the text; what cannot be read is left out,
   * what may be a secret is not shown.
   *
   * @param yaml a configuration file's text
   */
  public static Map<String, String> of(String yaml) {
    Map<String, String> keys = new LinkedHashMap<>();
    YamlReader.read("", yaml, new Problems())
        .entries()
        .forEach((key, given) -> keys.put(key, Secrets.shown(key, given.shown())));
    return Collections.unmodifiableMap(keys);
  }
}
