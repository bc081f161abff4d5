package io.strategystreams.config;

import java.util.Map;

/** Which protocol issues which liquid staking token. */
final class Issuers {
  private static final Map<String, String> BY_LST = Map.of("weETH", "etherfi", "wstETH", "lido");
  static final String DEFAULT_LST = "weETH";

  private Issuers() {}

  /** The issuer of an LST, that of the default one for text that names none. */
  static String of(String lst) {
    return BY_LST.getOrDefault(lst, BY_LST.get(DEFAULT_LST));
  }
}
