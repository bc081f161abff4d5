package io.strategystreams.lifecycle;

import com.fasterxml.jackson.core.JsonFactory;
import io.strategystreams.contract.PrintableEscapes;
import net.logstash.logback.decorate.JsonFactoryDecorator;

/** The escapes of {@code logback-json.xml}. */
public final class JsonLogEscapes implements JsonFactoryDecorator {
  @Override
  public JsonFactory decorate(JsonFactory factory) {
    return factory.setCharacterEscapes(new PrintableEscapes());
  }
}
