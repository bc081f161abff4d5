package io.strategystreams.operate;

import io.strategystreams.cluster.LoggedEvent;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Which events of a topic somebody wants to see.
 *
 * @param strategy a name in which {@code *} stands for anything and {@code ?} for one character;
 *     null for all
 * @param fields by field name what its text must be, whatever the case; ids may be cut off to the
 *     right, as {@code …_id} fields are recognised by their beginning
 */
public record EventFilter(String strategy, Map<String, String> fields)
    implements Predicate<LoggedEvent> {
  private static final String ID = "_id";

  public EventFilter {
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** Whether everything passes. */
  public boolean isOpen() {
    return strategy == null && fields.isEmpty();
  }

  /** What cannot be decoded passes, unless its key tells that it is another strategy's. */
  @Override
  public boolean test(LoggedEvent event) {
    if (strategy != null
        && (event.key() == null || !glob(strategy).matcher(event.key()).matches())) {
      return false;
    }
    return event.event() == null
        ? event.undecodable() != null
        : fields.entrySet().stream()
            .allMatch(field -> has(event.event(), field.getKey(), field.getValue()));
  }

  private static boolean has(SpecificRecord event, String name, String wanted) {
    Schema.Field field = event.getSchema().getField(name);
    Object value = field == null ? null : event.get(field.pos());
    if (value == null) {
      return false;
    }
    String text = value.toString().toLowerCase(Locale.ROOT);
    String lower = wanted.toLowerCase(Locale.ROOT);
    return name.endsWith(ID) ? text.startsWith(lower) : text.equals(lower);
  }

  private static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    for (char each : text.toCharArray()) {
      regex.append(
          switch (each) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(each));
          });
    }
    return Pattern.compile(regex.toString());
  }
}
