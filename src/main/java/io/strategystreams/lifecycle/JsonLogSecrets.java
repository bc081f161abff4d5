package io.strategystreams.lifecycle;

import com.fasterxml.jackson.core.JsonStreamContext;
import io.strategystreams.core.text.Secrets;
import net.logstash.logback.mask.ValueMasker;

/** Hides the secrets that texts of {@code logback-json.xml} name themselves. */
public final class JsonLogSecrets implements ValueMasker {
  /** Null for what stays as it is. */
  @Override
  public Object mask(JsonStreamContext context, Object value) {
    if (!(value instanceof CharSequence text)) {
      return null;
    }
    String shown = Secrets.without(text.toString());
    return shown.contentEquals(text) ? null : shown;
  }
}
