package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.events.StrategyControl;
import io.strategystreams.testing.SampleEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** A halt without the registry is read and written beside what an earlier version wrote. */
class AssumedSchemaTest {
  private static final String TOPIC = "strategy-controls";
  private static final int ID = 17;

  private final StrategyControl control = SampleEvents.control().setRevision(5L).build();

  private static Serde<StrategyControl> serde(String url) {
    return AvroSerde.of(StrategyControl.class, Map.of(AvroSerdeConfig.REGISTRY_URL, url));
  }

  private static byte[] of(Schema schema, StrategyControl control) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[WireFormat.HEADER_BYTES]);
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<StrategyControl>(
            schema, SpecificData.getForClass(StrategyControl.class))
        .write(control, encoder);
    encoder.flush();
    byte[] record = bytes.toByteArray();
    WireFormat.putHeader(record, ID);
    return record;
  }

  private static Schema released() throws IOException {
    return new Schema.Parser()
        .parse(Path.of("schemas", "released", "0.1.0", "StrategyControl.avsc").toFile());
  }

  @Test
  void aControlOfTheEarlierVersionIsReadAndWrittenLike() throws IOException {
    byte[] earlier = of(released(), control);
    StrategyControl read = serde(AssumedSchema.SCHEME).deserializer().deserialize(TOPIC, earlier);
    assertThat(read.getState()).isEqualTo(control.getState());
    assertThat(read.getRevision()).isNull();

    String like = AssumedSchema.like(earlier, StrategyControl.getClassSchema());

    assertThat(serde(like).serializer().serialize(TOPIC, control)).isEqualTo(earlier);
  }

  @Test
  void aControlOfThisVersionKeepsItsRevision() throws IOException {
    byte[] present = of(StrategyControl.getClassSchema(), control);
    assertThat(serde(AssumedSchema.SCHEME).deserializer().deserialize(TOPIC, present))
        .isEqualTo(control);

    String like = AssumedSchema.like(present, StrategyControl.getClassSchema());

    assertThat(serde(like).serializer().serialize(TOPIC, control)).isEqualTo(present);
  }
}
