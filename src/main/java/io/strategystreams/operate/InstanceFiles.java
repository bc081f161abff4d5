package io.strategystreams.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.strategystreams.config.SmallFile;
import io.strategystreams.operate.WantedStrategy.Instance;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Many instances in files of their own, each a YAML list:
 *
 * <pre>{@code
 * - {strategy_id: eth_basis@fund-17, mode: eth_basis, set: {hedge_allocation: {bybit: 0.6, okx: 0.4}}}
 * - {strategy_id: eth_basis@fund-18, mode: eth_basis}
 * }</pre>
 */
public final class InstanceFiles {
  /** A hundred thousand strategies with a dozen keys each. */
  private static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final Set<String> KEYS = Set.of("strategy_id", "mode", "set");
  private static final ObjectMapper YAML = mapper();

  private InstanceFiles() {}

  private static ObjectMapper mapper() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_BYTES);
    return JsonMapper.builder(
            YAMLFactory.builder()
                .loaderOptions(options)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build())
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /**
   * Every instance of a file, or of every {@code .yaml} of a directory in the order of their names.
   *
   * @throws RefusedException with everything that cannot be read
   */
  public static List<Instance> read(Path path) {
    List<Instance> instances = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files(path)) {
      read(file, instances, problems);
    }
    if (problems.isEmpty() && instances.isEmpty()) {
      problems.add(path + " must name at least one strategy, was empty");
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return instances;
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new RefusedException(path + " cannot be listed: " + e.getMessage());
    }
  }

  private static void read(Path file, List<Instance> instances, List<String> problems) {
    JsonNode list;
    try {
      list = YAML.readTree(SmallFile.read(file, MOST_BYTES));
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
      problems.add(
          file + where + ": is no YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""));
      return;
    } catch (CharacterCodingException e) {
      problems.add(file + ": must be UTF-8 text");
      return;
    } catch (IOException e) {
      problems.add(file + ": cannot be read: " + e.getMessage());
      return;
    }
    if (list == null || !list.isArray()) {
      problems.add(file + ": must be a list of {strategy_id, mode, set}");
      return;
    }
    for (int place = 0; place < list.size(); place++) {
      instance(file + ", entry " + (place + 1) + ": ", list.get(place), instances, problems);
    }
  }

  private static void instance(
      String where, JsonNode entry, List<Instance> instances, List<String> problems) {
    int before = problems.size();
    if (!entry.isObject()) {
      problems.add(where + "must be {strategy_id, mode, set}, was " + entry);
      return;
    }
    entry
        .properties()
        .forEach(
            property -> {
              String name = property.getKey();
              if (!KEYS.contains(name)) {
                problems.add(where + name + " is no key of an instance; set: {" + name + ": …}?");
              }
            });
    JsonNode id = entry.path("strategy_id");
    if (!id.isTextual()) {
      problems.add(where + "strategy_id must be given as text");
    }
    JsonNode mode = entry.path("mode");
    if (!mode.isMissingNode() && !mode.isTextual()) {
      problems.add(where + "mode must be text, was " + mode);
    }
    JsonNode set = entry.path("set");
    if (!set.isMissingNode() && !set.isObject()) {
      problems.add(where + "set must be a map of keys, was " + set);
    }
    if (problems.size() == before) {
      String name = id.textValue();
      instances.add(
          new Instance(
              where,
              name,
              mode.isMissingNode() ? Instance.modeIn(name) : mode.textValue(),
              set.isMissingNode() ? Map.of() : map(set)));
    }
  }

  private static Map<String, Object> map(JsonNode node) {
    Map<String, Object> map = new TreeMap<>();
    node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
    return map;
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
      return map;
    }
    if (node.isNull()) {
      return null;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isNumber() ? node.decimalValue() : node.isTextual() ? node.textValue() : node;
  }
}
