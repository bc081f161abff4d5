package io.strategystreams.core.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that may be secrets, by the names of their keys: they are shown nowhere. A key is judged
 * by its whole dotted name, so that what stands below {@code password} is hidden too.
 */
public final class Secrets {
  /** What is shown in the place of a value. */
  public static final String HIDDEN = "a value that is not shown";

  private static final String NAMES =
      "password|passwd|passphrase|secret|credential|jaas|bearer|authorization"
          + "|(?:api|access|private)[_.-]?key|(?:access|auth|api|bearer)[_.-]?token";

  /** The names of keys. {@code tokens.USDT} is a token of a chain. */
  private static final Pattern KEY =
      Pattern.compile(
          NAMES
              + "|token(?!s(?:$|\\.))|auth(?!or(?!i))|(?:^|[_.-])(?:pwd|pass|key|keys|pin)(?:$|[_.-])"
              + "|apikey");

  private static final Pattern IN_ADDRESS = Pattern.compile("://[^/?#,\\s]*@");
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)((?:"
              + NAMES
              + ")[\\w.-]{0,100}+[\"']?\\s{0,9}[=:]\\s{0,9})(?!\\*\\*\\*)(\"[^\"]*+\"?|'[^']*+'?|[^\\s,;\"'}]++)");
  private static final Pattern OPTION =
      Pattern.compile(
          "(?i)(--?[\\w.-]{0,100}(?:" + NAMES + "|token)[\\w.-]{0,100}(?:=|'?,? '?))([^\\s',;]++)");
  private static final Pattern OF_KAFKA =
      Pattern.compile("Invalid value (.*) for configuration ([\\w.-]+)", Pattern.DOTALL);

  private Secrets() {}

  /** Whether the value of a key with this name is never shown. */
  public static boolean areNamed(String key) {
    return KEY.matcher(key.toLowerCase(Locale.ROOT)).find();
  }

  /** The value of a key as it may be shown. */
  public static String shown(String key, String value) {
    return areNamed(key) ? HIDDEN : without(value);
  }

  /**
   * A text without the secrets that it names itself: user and password of an address, what follows
   * {@code password=}, and the value that Kafka refuses of a key that looks secret.
   */
  public static String without(String text) {
    String shown = text;
    if (shown.indexOf('@') >= 0) {
      shown = IN_ADDRESS.matcher(shown).replaceAll("://***@");
    }
    if (shown.indexOf('=') >= 0 || shown.indexOf(':') >= 0) {
      shown = ASSIGNED.matcher(shown).replaceAll("$1***");
    }
    Matcher kafka = OF_KAFKA.matcher(shown);
    if (kafka.find() && areNamed(kafka.group(2))) {
      shown = shown.substring(0, kafka.start(1)) + "***" + shown.substring(kafka.end(1));
    }
    return shown;
  }

  /** What the user typed wrongly, as it may be said; options that look secret lose their values. */
  public static String withoutOptions(String text) {
    return OPTION.matcher(without(text)).replaceAll("$1***");
  }
}
