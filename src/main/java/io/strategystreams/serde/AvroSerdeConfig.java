package io.strategystreams.serde;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The configuration of {@link AvroSerde}, by the keys that are customary for it. */
public final class AvroSerdeConfig extends AbstractConfig {
  /** Where the registry is. */
  public static final String REGISTRY_URL = "schema.registry.url";

  /** Whether a schema that is written is registered first. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              REGISTRY_URL,
              Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ConfigDef.NonEmptyString(),
              Importance.HIGH,
              "The schema registry. mock://name is one in the process's memory, for replays and"
                  + " tests; the same name is the same registry.")
          .define(
              AUTO_REGISTER,
              Type.BOOLEAN,
              true,
              Importance.MEDIUM,
              "Whether a schema that is written is registered first. False in production, where"
                  + " schemas are registered beforehand and one that is not is an error.");

  /**
   * @throws org.apache.kafka.common.config.ConfigException if a value is missing or wrong
   */
  public AvroSerdeConfig(Map<String, ?> values) {
    super(DEFINITION, values, false);
  }

  SchemaRegistryClient registry() {
    return SchemaRegistries.at(getString(REGISTRY_URL));
  }

  boolean autoRegister() {
    return getBoolean(AUTO_REGISTER);
  }
}
