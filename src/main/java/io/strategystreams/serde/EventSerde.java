package io.strategystreams.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.Serde;

/**
 * Makes the serde that a configuration names. {@link AvroSerde} is the default; any other {@link
 * Serde} class on the class path that writes Avro in the Confluent wire format can stand in its
 * place, such as {@code io.confluent.kafka.streams.serdes.avro.SpecificAvroSerde}.
 */
public final class EventSerde {
  /** The key that names the class. */
  public static final String VALUE_SERDE = "value.serde";

  /** What is used where the key is absent. */
  public static final String DEFAULT = AvroSerde.class.getName();

  private EventSerde() {}

  /**
   * @param config {@link #VALUE_SERDE}, and what that serde is to be configured with
   * @throws ConfigException if there is no such class, it is no serde, or it refuses its
   *     configuration
   */
  public static <T extends SpecificRecord> Serde<T> of(Class<T> type, Map<String, ?> config) {
    Object named = config.get(VALUE_SERDE);
    String name = named == null ? DEFAULT : named.toString();
    return name.equals(DEFAULT)
        ? AvroSerde.of(type, config)
        : foreign(EventType.of(type), made(name, config), config);
  }

  private static <T extends SpecificRecord> Serde<T> foreign(
      EventType<T> event, Serde<?> serde, Map<String, ?> config) {
    SchemaRegistryClient registry = new AvroSerdeConfig(config).registry(event.written());
    return ForeignSerde.over(event, serde, new RecordCheck(event, registry));
  }

  private static Serde<?> made(String name, Map<String, ?> config) {
    Serde<?> serde;
    try {
      serde =
          (Serde<?>)
              Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                  .getDeclaredConstructor()
                  .newInstance();
    } catch (ClassNotFoundException e) {
      throw new ConfigException(
          VALUE_SERDE + " must name a class on the class path, was " + name + ": add its jar");
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new ConfigException(
          VALUE_SERDE
              + " must name a Serde with a constructor without arguments, was "
              + name
              + ": "
              + e);
    }
    serde.configure(foreign(config), false);
    return serde;
  }

  /**
   * What another's Avro serde needs to know beside what ours does: that events are generated
   * classes with conversions, and that a registered schema says nothing of Java. Secrets are given
   * as text, which is what others read.
   */
  private static Map<String, Object> foreign(Map<String, ?> config) {
    Map<String, Object> given = new HashMap<>();
    given.put("specific.avro.reader", true);
    given.put("avro.use.logical.type.converters", true);
    given.put("avro.remove.java.properties", true);
    config.forEach(
        (key, value) -> given.put(key, value instanceof Password hidden ? hidden.value() : value));
    return given;
  }
}
