package io.strategystreams.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.events.MlPrediction;
import io.strategystreams.events.Signal;
import io.strategystreams.testing.SampleEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Records by writers whose schema is older, newer or not what it seems. */
class SchemaEvolutionTest {
  private final InMemorySchemaRegistry registry = InMemorySchemaRegistry.named("evolution-test");
  private final AvroSerde<MlPrediction> predictions =
      AvroSerde.of(MlPrediction.class, registry, true);

  @Test
  void aSymbolOfANewerWriterIsReadAsUnknown() throws IOException {
    Schema newer = changed(text -> text.replace("\"NEUTRAL\"", "\"NEUTRAL\",\"MOON\""));
    GenericData.Record prediction = sample(newer);
    prediction.put("signal", new GenericData.EnumSymbol(newer.getField("signal").schema(), "MOON"));

    assertThat(read(newer, prediction).getSignal()).isEqualTo(Signal.UNKNOWN);
  }

  @Test
  void aFieldOfANewerWriterIsPassedOver() throws IOException {
    Schema newer =
        changed(
            text ->
                text.replace(
                    "\"fields\":[",
                    "\"fields\":[{\"name\":\"weight\",\"type\":\"double\",\"default\":1.0},"));
    GenericData.Record prediction = sample(newer);
    prediction.put("weight", 2.0);

    assertThat(read(newer, prediction).getAsset()).isEqualTo("BTC");
  }

  @Test
  void anOptionalFieldThatAnOlderWriterLackedIsAbsent() throws IOException {
    Schema older =
        changed(text -> text.replaceAll("\\{\"name\":\"sd\".*?\"default\":null\\},", ""));

    assertThat(older.getField("sd")).isNull();
    assertThat(read(older, sample(older)).getSd()).isNull();
  }

  @Test
  void timesOfAnotherUnitAreRefused() {
    Schema micros = changed(text -> text.replace("timestamp-millis", "timestamp-micros"));

    assertThatThrownBy(() -> read(micros, sample(micros)))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining(
            "MlPrediction.event_time must be timestamp-millis, was timestamp-micros");
  }

  @Test
  void decimalsOfAnotherScaleAreRefused() {
    Schema reader = EventType.of(io.strategystreams.events.Exposure.class).read();
    Schema coarse =
        new Schema.Parser().parse(reader.toString().replace("\"scale\":18", "\"scale\":8"));

    assertThat(LogicalTypeAgreement.difference(coarse, reader))
        .contains(
            "Exposure.total_exposure must be decimal with scale 18, was decimal with scale 8");
    assertThat(LogicalTypeAgreement.difference(reader, reader)).isEmpty();
  }

  private MlPrediction read(Schema writer, GenericData.Record prediction) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[WireFormat.HEADER_BYTES]);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<>(writer).write(prediction, encoder);
    encoder.flush();
    byte[] record = bytes.toByteArray();
    WireFormat.putHeader(record, registry.register("ml-predictions-value", writer));
    return predictions.deserializer().deserialize("ml-predictions", record);
  }

  private static GenericData.Record sample(Schema writer) {
    GenericData.Record prediction = new GenericData.Record(writer);
    prediction.put("asset", "BTC");
    prediction.put(
        "signal", new GenericData.EnumSymbol(writer.getField("signal").schema(), "NEUTRAL"));
    prediction.put("confidence", 0.9);
    prediction.put("granularity", "5min");
    prediction.put("event_time", SampleEvents.NOON.toEpochMilli());
    return prediction;
  }

  private static Schema changed(UnaryOperator<String> change) {
    String text = EventType.of(MlPrediction.class).written().toString();
    String after = change.apply(text);
    assertThat(after).isNotEqualTo(text);
    return new Schema.Parser().parse(after);
  }
}
