package io.strategystreams.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Decodable events made from a sound one by giving each field, one at a time, each value that no
 * sound producer writes. They are made from plain Avro, without decimals and times: no serialiser
 * with scruples would write them.
 */
public final class Mutants {
  private static final int HEADER = 5;
  private static final BigInteger SCALE = BigInteger.TEN.pow(18);

  /**
   * @param name the field and what became of it
   * @param bytes in the wire format
   */
  public record Mutant(String name, byte[] bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private final List<Mutant> made = new ArrayList<>();
  private final Schema schema;
  private final byte[] sound;

  private Mutants(Schema schema, byte[] sound) {
    this.schema = plain(schema);
    this.sound = sound;
  }

  /** Of an event's bytes in the wire format. */
  public static List<Mutant> of(Schema schema, byte[] sound) {
    Mutants mutants = new Mutants(schema, sound);
    mutants.over("", mutants.schema, List.of());
    return mutants.made;
  }

  private void over(String path, Schema record, List<Integer> steps) {
    for (Schema.Field field : record.getFields()) {
      List<Integer> to = new ArrayList<>(steps);
      to.add(field.pos());
      Schema present = present(field.schema());
      if (present.getType() == Schema.Type.RECORD) {
        if (value(to) != null) {
          over(path + field.name() + ".", present, to);
        }
      } else {
        values(present, value(to))
            .forEach((name, value) -> add(path + field.name() + " " + name, to, value));
      }
      if (field.schema().isUnion() && value(to) != null) {
        add(path + field.name() + " null", to, null);
      }
    }
  }

  private Object value(List<Integer> steps) {
    Object value = read();
    for (int step : steps) {
      value = value == null ? null : ((GenericRecord) value).get(step);
    }
    return value;
  }

  private void add(String name, List<Integer> steps, Object value) {
    GenericRecord event = read();
    GenericRecord holder = event;
    for (int step : steps.subList(0, steps.size() - 1)) {
      holder = (GenericRecord) holder.get(step);
    }
    holder.put(steps.get(steps.size() - 1), value);
    made.add(new Mutant(name, write(event)));
  }

  private static Map<String, Object> values(Schema schema, Object now) {
    Map<String, Object> values = new LinkedHashMap<>();
    switch (schema.getType()) {
      case STRING -> {
        for (String text :
            List.of("", " ", "a b", "*", "a/b", "nonsense", "a:b:c:d", "line\nbreak")) {
          values.put("'" + text.trim() + "'", text);
        }
        values.put("of 201 characters", "x".repeat(201));
      }
      case BYTES -> amounts().forEach(values::put);
      case LONG -> {
        values.put("-1", -1L);
        values.put("0", 0L);
        values.put("lowest", Long.MIN_VALUE);
      }
      case INT -> {
        values.put("-1", -1);
        values.put("0", 0);
        values.put("999", 999);
      }
      case DOUBLE -> ratios().forEach(values::put);
      case ENUM ->
          schema
              .getEnumSymbols()
              .forEach(symbol -> values.put(symbol, new GenericData.EnumSymbol(schema, symbol)));
      case MAP -> maps(schema, now).forEach(values::put);
      default -> {}
    }
    return values;
  }

  private static Map<String, Object> amounts() {
    Map<String, Object> amounts = new LinkedHashMap<>();
    amounts.put("negative", unscaled(BigInteger.ONE.negate()));
    amounts.put("zero", unscaled(BigInteger.ZERO));
    amounts.put("of 21 digits", unscaled(BigInteger.TEN.pow(20).multiply(SCALE)));
    return amounts;
  }

  private static Map<String, Object> ratios() {
    Map<String, Object> ratios = new LinkedHashMap<>();
    for (double ratio :
        new double[] {-0.1, 1.2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      ratios.put(Double.toString(ratio), ratio);
    }
    return ratios;
  }

  private static Map<String, Object> maps(Schema schema, Object now) {
    boolean ofAmounts = schema.getValueType().getType() == Schema.Type.BYTES;
    Map<String, Object> maps = new LinkedHashMap<>();
    Object plain = ofAmounts ? unscaled(SCALE) : (Object) 0.5;
    for (String key : List.of("", " ", "nonsense", "a:b:c", "wallet:BaseToken:", "::")) {
      maps.put("with key '" + key + "'", Map.of(key, plain));
    }
    (ofAmounts ? amounts() : ratios())
        .forEach(
            (name, value) -> {
              maps.put("with an aToken " + name, Map.of("aave_v3:aToken:aETH", value));
              maps.put("with a perp " + name, Map.of("bybit:Perp:ETHUSDT", value));
              maps.put("with EIGEN " + name, Map.of("EIGEN", value));
            });
    maps.put("of many wrong ones", many(plain));
    return maps;
  }

  private static Map<String, Object> many(Object value) {
    Map<String, Object> many = new LinkedHashMap<>();
    for (int i = 0; i < 5_000; i++) {
      many.put("wrong " + i, value);
    }
    return many;
  }

  private static ByteBuffer unscaled(BigInteger value) {
    return ByteBuffer.wrap(value.toByteArray());
  }

  private static Schema present(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }

  private GenericRecord read() {
    try {
      return new GenericDatumReader<GenericRecord>(schema)
          .read(
              null, DecoderFactory.get().binaryDecoder(sound, HEADER, sound.length - HEADER, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] write(GenericRecord event) {
    return written(
        sound,
        encoder -> {
          try {
            new GenericDatumWriter<GenericRecord>(schema).write(event, encoder);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static byte[] written(byte[] header, Consumer<BinaryEncoder> writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(header, 0, HEADER);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    writer.accept(encoder);
    return bytes.toByteArray();
  }

  private static Schema plain(Schema schema) {
    try {
      JsonNode json = new ObjectMapper().readTree(schema.toString());
      strip(json);
      return new Schema.Parser().parse(json.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("logicalType", "precision", "scale", "avro.java.string"));
    }
    node.forEach(Mutants::strip);
  }
}
