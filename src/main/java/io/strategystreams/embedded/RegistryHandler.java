package io.strategystreams.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.strategystreams.embedded.RegistryContent.IncompatibleException;
import io.strategystreams.embedded.RegistryContent.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to a development registry, by Confluent's paths, bodies and error codes. */
final class RegistryHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryHandler.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String LEVEL = "FULL_TRANSITIVE";
  private static final String LATEST = "latest";

  private final RegistryContent content;

  RegistryHandler(RegistryContent content) {
    this.content = content;
  }

  /** A request that is answered with an error. */
  private static final class Refusal extends RuntimeException {
    private final int status;
    private final int code;

    Refusal(int status, int code, String message) {
      super(message);
      this.status = status;
      this.code = code;
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = 200;
      JsonNode answer;
      try {
        answer = answer(exchange);
      } catch (Refusal refusal) {
        status = refusal.status;
        answer = error(refusal.code, refusal.getMessage());
      } catch (RuntimeException failure) {
        LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), failure);
        status = 500;
        answer = error(50001, String.valueOf(failure.getMessage()));
      }
      byte[] body = JSON.writeValueAsBytes(answer);
      exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private JsonNode answer(HttpExchange exchange) throws IOException {
    List<String> path =
        Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
            .filter(part -> !part.isEmpty())
            .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
            .toList();
    JsonNode body = body(exchange);
    return switch (exchange.getRequestMethod()) {
      case "GET" -> get(path);
      case "POST" -> post(path, body);
      case "PUT" -> put(path, body);
      default ->
          throw new Refusal(
              405, 405, "the development registry knows GET, POST and PUT; nothing is deleted");
    };
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    try (InputStream bytes = exchange.getRequestBody()) {
      byte[] all = bytes.readAllBytes();
      return all.length == 0 ? JSON.createObjectNode() : JSON.readTree(all);
    } catch (JsonProcessingException e) {
      throw new Refusal(400, 400, "the body must be JSON: " + e.getOriginalMessage());
    }
  }

  private JsonNode get(List<String> path) {
    String head = path.isEmpty() ? "" : path.get(0);
    int length = path.size();
    if (length == 0) {
      return JSON.createObjectNode();
    } else if (head.equals("subjects") && length == 1) {
      return JSON.valueToTree(content.subjects());
    } else if (head.equals("subjects") && length == 3 && path.get(2).equals("versions")) {
      return JSON.valueToTree(versions(path.get(1)).stream().map(Version::version).toList());
    } else if (head.equals("subjects") && length == 4 && path.get(2).equals("versions")) {
      return json(version(path.get(1), path.get(3)));
    } else if (head.equals("schemas") && length == 2 && path.get(1).equals("types")) {
      return JSON.createArrayNode().add("AVRO");
    } else if (head.equals("schemas") && length == 3 && path.get(1).equals("ids")) {
      return JSON.createObjectNode().put("schema", schema(path.get(2)).toString());
    } else if (head.equals("config") && length <= 2) {
      return JSON.createObjectNode().put("compatibilityLevel", LEVEL);
    }
    throw unknown(path);
  }

  private JsonNode post(List<String> path, JsonNode body) {
    String head = path.isEmpty() ? "" : path.get(0);
    int length = path.size();
    if (head.equals("subjects") && length == 2) {
      return json(lookedUp(path.get(1), schema(body)));
    } else if (head.equals("subjects") && length == 3 && path.get(2).equals("versions")) {
      return JSON.createObjectNode().put("id", registered(path.get(1), schema(body)));
    } else if (head.equals("compatibility")
        && length >= 4
        && length <= 5
        && path.get(1).equals("subjects")
        && path.get(3).equals("versions")) {
      return compatibility(content.breaks(path.get(2), schema(body)));
    }
    throw unknown(path);
  }

  private static JsonNode put(List<String> path, JsonNode body) {
    if (path.isEmpty() || !path.get(0).equals("config") || path.size() > 2) {
      throw unknown(path);
    }
    String level = body.path("compatibility").asText();
    if (!level.equals(LEVEL)) {
      throw new Refusal(
          422,
          42203,
          "the development registry's compatibility is always " + LEVEL + ", was " + level);
    }
    return JSON.createObjectNode().put("compatibility", LEVEL);
  }

  private List<Version> versions(String subject) {
    List<Version> versions = content.versions(subject);
    if (versions.isEmpty()) {
      throw new Refusal(404, 40401, "Subject '" + subject + "' not found.");
    }
    return versions;
  }

  private Version version(String subject, String number) {
    List<Version> versions = versions(subject);
    if (number.equals(LATEST)) {
      return versions.get(versions.size() - 1);
    }
    return versions.stream()
        .filter(each -> Integer.toString(each.version()).equals(number))
        .findFirst()
        .orElseThrow(() -> new Refusal(404, 40402, "Version " + number + " not found."));
  }

  private Schema schema(String id) {
    try {
      Schema schema = content.schema(Integer.parseInt(id));
      if (schema != null) {
        return schema;
      }
    } catch (NumberFormatException notANumber) {
      throw new Refusal(404, 404, "a schema id must be a number, was " + id);
    }
    throw new Refusal(404, 40403, "Schema " + id + " not found");
  }

  private static Schema schema(JsonNode body) {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new Refusal(422, 42201, "schemaType must be AVRO, was " + type);
    }
    try {
      return new Schema.Parser().parse(body.path("schema").asText());
    } catch (SchemaParseException e) {
      throw new Refusal(422, 42201, "Invalid schema: " + e.getMessage());
    }
  }

  private Version lookedUp(String subject, Schema schema) {
    return versions(subject).stream()
        .filter(each -> each.schema().toString().equals(schema.toString()))
        .findFirst()
        .orElseThrow(() -> new Refusal(404, 40403, "Schema not found"));
  }

  private int registered(String subject, Schema schema) {
    try {
      return content.register(subject, schema);
    } catch (IncompatibleException e) {
      throw new Refusal(
          409,
          409,
          "Schema being registered is incompatible with an earlier schema for subject \""
              + subject
              + "\": "
              + e.getMessage());
    }
  }

  private static JsonNode compatibility(List<String> breaks) {
    ObjectNode answer = JSON.createObjectNode().put("is_compatible", breaks.isEmpty());
    ArrayNode messages = answer.putArray("messages");
    breaks.forEach(messages::add);
    return answer;
  }

  private static JsonNode json(Version version) {
    return JSON.createObjectNode()
        .put("subject", version.subject())
        .put("id", version.id())
        .put("version", version.version())
        .put("schema", version.schema().toString());
  }

  private static JsonNode error(int code, String message) {
    return JSON.createObjectNode().put("error_code", code).put("message", message);
  }

  private static Refusal unknown(List<String> path) {
    return new Refusal(
        404,
        404,
        "the development registry has no /" + String.join("/", path) + " for this method");
  }
}
