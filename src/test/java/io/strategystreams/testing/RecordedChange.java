package io.strategystreams.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strategystreams.contract.ContractJson;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * One changelog record of a released version.
 *
 * @param scenario the situation it is of, such as mode and phase of the plan
 * @param value as on the topic: wire format, schema id, Avro
 * @param expected what it says, as JSON
 */
public record RecordedChange(
    String scenario, String store, String key, byte[] value, JsonNode expected) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes the changes, one a line, compressed. */
  public static void write(Path file, List<RecordedChange> changes) throws IOException {
    Files.createDirectories(file.getParent());
    try (BufferedWriter lines =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      for (RecordedChange change : changes) {
        lines.write(ContractJson.write(change.toJson()));
        lines.newLine();
      }
    }
  }

  /** Reads what {@link #write} wrote. */
  public static List<RecordedChange> read(Path file) throws IOException {
    List<RecordedChange> changes = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode json = ContractJson.parse(line);
        changes.add(
            new RecordedChange(
                json.get("scenario").asText(),
                json.get("store").asText(),
                json.get("key").asText(),
                Base64.getDecoder().decode(json.get("value").asText()),
                json.get("expected")));
      }
    }
    return changes;
  }

  /** A record as it came from a changelog, and what it says to this version. */
  public static RecordedChange of(
      String scenario, String store, String key, byte[] value, Deserializer<?> reader) {
    SpecificRecord read = (SpecificRecord) reader.deserialize(store, value);
    return new RecordedChange(scenario, store, key, value, ContractJson.toJson(read));
  }

  private JsonNode toJson() {
    return JSON.createObjectNode()
        .put("scenario", scenario)
        .put("store", store)
        .put("key", key)
        .put("value", Base64.getEncoder().encodeToString(value))
        .set("expected", expected);
  }
}
