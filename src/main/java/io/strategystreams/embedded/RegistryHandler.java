package io.strategystreams.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.strategystreams.core.text.Printable;
import io.strategystreams.embedded.RegistryContent.IncompatibleException;
import io.strategystreams.embedded.RegistryContent.Registered;
import io.strategystreams.embedded.RegistryContent.Version;
import io.strategystreams.lifecycle.BoundedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to a development registry, by Confluent's paths, bodies and error codes. */
final class RegistryHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryHandler.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String LEVEL = "FULL_TRANSITIVE";
  private static final String LATEST = "latest";
  private static final int LONGEST_NAME = 249;

  /** Several times the largest schema. */
  private static final int MOST_BYTES = 1 << 20;

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
    List<String> path = path(exchange.getRequestURI());
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    JsonNode body = body(exchange);
    return switch (exchange.getRequestMethod()) {
      case "GET" -> get(path, isSet(query, "deleted"));
      case "POST" -> post(path, body);
      case "PUT" -> put(path, body);
      case "DELETE" -> delete(path, isSet(query, "permanent"));
      default ->
          throw new Refusal(405, 405, "the development registry knows GET, POST, PUT and DELETE");
    };
  }

  private static List<String> path(URI uri) {
    try {
      return Arrays.stream(uri.getRawPath().split("/"))
          .filter(part -> !part.isEmpty())
          .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
          .toList();
    } catch (IllegalArgumentException e) {
      throw new Refusal(400, 400, "the path must be percent-encoded UTF-8");
    }
  }

  private static boolean isSet(String query, String parameter) {
    return List.of(query.split("&")).contains(parameter + "=true");
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] all =
        BoundedHttp.body(exchange, MOST_BYTES)
            .orElseThrow(
                () -> new Refusal(413, 413, "the body must have at most " + MOST_BYTES + " bytes"));
    try {
      JsonNode body = all.length == 0 ? null : JSON.readTree(all);
      return body == null ? JSON.createObjectNode() : body;
    } catch (JsonProcessingException e) {
      throw new Refusal(400, 400, "the body must be JSON: " + e.getOriginalMessage());
    }
  }

  private JsonNode get(List<String> path, boolean deletedToo) {
    String head = path.isEmpty() ? "" : path.get(0);
    int length = path.size();
    if (length == 0) {
      return JSON.createObjectNode();
    } else if (head.equals("subjects") && length == 1) {
      return JSON.valueToTree(content.subjects(deletedToo));
    } else if (head.equals("subjects") && length == 3 && path.get(2).equals("versions")) {
      return numbers(versions(path.get(1), deletedToo));
    } else if (head.equals("subjects") && length == 4 && path.get(2).equals("versions")) {
      return json(version(path.get(1), path.get(3), deletedToo));
    } else if (head.equals("schemas") && length == 2 && path.get(1).equals("types")) {
      return JSON.createArrayNode().add("AVRO");
    } else if (head.equals("schemas") && length == 3 && path.get(1).equals("ids")) {
      Registered found = byId(path.get(2));
      return JSON.createObjectNode().put("schema", found.text()).put("guid", found.guid());
    } else if (head.equals("schemas") && length == 3 && path.get(1).equals("guids")) {
      return JSON.createObjectNode().put("schema", byGuid(path.get(2)).text());
    } else if (head.equals("schemas")
        && length == 4
        && path.get(1).equals("guids")
        && path.get(3).equals("ids")) {
      return JSON.createArrayNode()
          .add(JSON.createObjectNode().put("context", ".").put("id", byGuid(path.get(2)).id()));
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
      return json(registered(path.get(1), schema(body)));
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

  private JsonNode delete(List<String> path, boolean permanent) {
    boolean ofSubject = !path.isEmpty() && path.get(0).equals("subjects");
    if (ofSubject && path.size() == 2) {
      return numbers(deleted(path.get(1), permanent));
    } else if (ofSubject && path.size() == 4 && path.get(2).equals("versions")) {
      return JSON.getNodeFactory()
          .numberNode(deleted(path.get(1), path.get(3), permanent).version());
    }
    throw unknown(path);
  }

  /** All that is there of a subject; for good only after it was deleted softly. */
  private List<Version> deleted(String subject, boolean permanent) {
    List<Version> all = content.versions(subject, true);
    List<Version> live = content.versions(subject, false);
    if (all.isEmpty()) {
      throw noSubject(subject);
    } else if (permanent && !live.isEmpty()) {
      throw new Refusal(
          404,
          40405,
          "Subject '" + subject + "' was not deleted first before being permanently deleted");
    } else if (!permanent && live.isEmpty()) {
      throw new Refusal(
          404,
          40404,
          "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
    }
    List<Version> deleted = permanent ? all : live;
    content.delete(deleted, permanent);
    return deleted;
  }

  private Version deleted(String subject, String number, boolean permanent) {
    Version version = version(subject, number, true);
    if (permanent && !version.deleted()) {
      throw new Refusal(
          404,
          40407,
          "Subject '"
              + subject
              + "' Version "
              + number
              + " was not deleted first before being permanently deleted");
    } else if (!permanent && version.deleted()) {
      throw new Refusal(
          404,
          40406,
          "Subject '"
              + subject
              + "' Version "
              + number
              + " was soft deleted. Set permanent=true to delete permanently");
    }
    content.delete(List.of(version), permanent);
    return version;
  }

  private List<Version> versions(String subject, boolean deletedToo) {
    List<Version> versions = content.versions(subject, deletedToo);
    if (versions.isEmpty()) {
      throw noSubject(subject);
    }
    return versions;
  }

  private Version version(String subject, String number, boolean deletedToo) {
    List<Version> versions = versions(subject, deletedToo);
    if (number.equals(LATEST)) {
      return versions.get(versions.size() - 1);
    }
    Version found =
        number.matches("[1-9][0-9]{0,8}")
            ? content.version(subject, Integer.parseInt(number))
            : null;
    if (found == null || found.deleted() && !deletedToo) {
      throw new Refusal(404, 40402, "Version " + number + " not found.");
    }
    return found;
  }

  private static Refusal noSubject(String subject) {
    return new Refusal(404, 40401, "Subject '" + subject + "' not found.");
  }

  private Registered byId(String id) {
    try {
      Registered schema = content.schema(Integer.parseInt(id));
      if (schema != null) {
        return schema;
      }
    } catch (NumberFormatException notANumber) {
      throw new Refusal(404, 404, "a schema id must be a number, was " + id);
    }
    throw new Refusal(404, 40403, "Schema " + id + " not found");
  }

  private Registered byGuid(String guid) {
    Registered schema = content.schema(guid.toLowerCase(Locale.ROOT));
    if (schema == null) {
      throw new Refusal(404, 40403, "Schema " + guid + " not found");
    }
    return schema;
  }

  private static Schema schema(JsonNode body) {
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new Refusal(422, 42201, "schemaType must be AVRO, was " + type);
    }
    try {
      return new Schema.Parser().parse(body.path("schema").asText());
    } catch (AvroRuntimeException | StackOverflowError e) {
      throw new Refusal(422, 42201, "Invalid schema: " + e.getMessage());
    }
  }

  private Version lookedUp(String subject, Schema schema) {
    versions(subject, false);
    Version found = content.find(subject, schema);
    if (found == null) {
      throw new Refusal(404, 40403, "Schema not found");
    }
    return found;
  }

  private Version registered(String subject, Schema schema) {
    if (subject.length() > LONGEST_NAME || !Printable.line(subject).equals(subject)) {
      throw new Refusal(
          422,
          42208,
          "a subject must be a text of at most "
              + LONGEST_NAME
              + " characters that can be shown, was "
              + Printable.line(subject, LONGEST_NAME));
    }
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

  private static JsonNode numbers(List<Version> versions) {
    return JSON.valueToTree(versions.stream().map(Version::version).toList());
  }

  private static JsonNode json(Version version) {
    return JSON.createObjectNode()
        .put("subject", version.subject())
        .put("id", version.registered().id())
        .put("guid", version.registered().guid())
        .put("version", version.version())
        .put("schema", version.registered().text());
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
