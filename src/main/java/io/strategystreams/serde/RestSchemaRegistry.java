package io.strategystreams.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strategystreams.core.text.Printable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A registry that speaks Confluent's REST API. Answers that tell an id or a schema are kept;
 * refusals are not. Nothing is locked while a request is under way.
 */
public final class RestSchemaRegistry implements SchemaRegistryClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Registered(String subject, String schema) {}

  private final RegistryHttp http;
  private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  RestSchemaRegistry(RegistrySettings settings) {
    this.http = new RegistryHttp(settings);
  }

  @Override
  public int register(String subject, Schema schema) {
    return id(subject, schema, path("subjects", subject, "versions"));
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return id(subject, schema, path("subjects", subject));
  }

  private int id(String subject, Schema schema, String path) {
    Registered key = new Registered(subject, schema.toString());
    Integer known = ids.get(key);
    if (known != null) {
      return known;
    }
    RegistryAnswer answer = http.post(path, body(schema));
    String what = "schema " + schema.getFullName() + " of subject " + subject;
    if (answer.isNotFound()) {
      throw new SchemaNotFoundException(
          what
              + " is not registered: "
              + answer.said()
              + "; register it with: strategies schemas --register");
    }
    if (answer.isRefusal()) {
      throw new SchemaRefusedException(
          what
              + " is refused: "
              + answer.said()
              + (answer.status() == 409
                  ? "; compare it with the registered versions: strategies schemas --check URL"
                  : "; the registry takes it for no valid schema"));
    }
    int id = positive(required(answer, what, "id"), answer, what);
    ids.put(key, id);
    return id;
  }

  @Override
  public Schema byId(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return known;
    }
    String what = "schema id " + id;
    if (id < 0) {
      throw new SchemaNotFoundException(what + " does not exist: a registry counts from 1");
    }
    RegistryAnswer answer = http.get(path("schemas", "ids", Integer.toString(id)));
    if (answer.isNotFound()) {
      throw new SchemaNotFoundException(what + " does not exist: " + answer.said());
    }
    JsonNode text = required(answer, what, "schema");
    Schema schema = parsed(what, answer, text);
    schemas.put(id, schema);
    return schema;
  }

  /** The numbers of a subject's versions, oldest first; empty if the subject is unknown. */
  public List<Integer> versions(String subject) {
    RegistryAnswer answer = http.get(path("subjects", subject, "versions"));
    if (answer.isNotFound()) {
      return List.of();
    }
    if (!answer.isSuccess() || !answer.body().isArray()) {
      throw unusable(answer, "the versions of subject " + subject);
    }
    List<Integer> versions = new ArrayList<>();
    answer.body().forEach(each -> versions.add(each.asInt()));
    return versions;
  }

  /**
   * The schema that is a version of a subject.
   *
   * @throws SchemaNotFoundException if there is none
   */
  public Schema version(String subject, int version) {
    RegistryAnswer answer =
        http.get(path("subjects", subject, "versions", Integer.toString(version)));
    String what = "version " + version + " of subject " + subject;
    if (answer.isNotFound()) {
      throw new SchemaNotFoundException(what + " does not exist: " + answer.said());
    }
    return parsed(what, answer, required(answer, what, "schema"));
  }

  /** What the registry enforces on subjects without a level of their own, such as NONE. */
  public String compatibility() {
    return required(http.get("/config"), "the registry's compatibility", "compatibilityLevel")
        .asText();
  }

  @Override
  public String toString() {
    return http.shownUrls();
  }

  private static Schema parsed(String what, RegistryAnswer answer, JsonNode text) {
    String type = answer.body().path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw new SchemaNotFoundException(
          what
              + " must be an Avro schema, was "
              + Printable.line(type, RegistryAnswer.LONGEST_WORDS));
    }
    try {
      return new Schema.Parser().parse(text.asText());
    } catch (AvroRuntimeException | StackOverflowError e) {
      throw new SchemaNotFoundException(
          what
              + " must be an Avro schema that stands by itself: "
              + Printable.line(String.valueOf(e.getMessage()), RegistryAnswer.LONGEST_WORDS));
    }
  }

  private static JsonNode required(RegistryAnswer answer, String what, String field) {
    return Optional.of(answer.body().path(field))
        .filter(value -> answer.isSuccess() && value.isValueNode() && !value.isNull())
        .orElseThrow(() -> unusable(answer, what));
  }

  private static int positive(JsonNode id, RegistryAnswer answer, String what) {
    if (!id.canConvertToInt() || id.asInt() < 0) {
      throw unusable(answer, what);
    }
    return id.asInt();
  }

  /** An answer that says nothing of the schema, whatever its status. */
  private static RegistryUnavailableException unusable(RegistryAnswer answer, String what) {
    String advice =
        switch (answer.status()) {
          case 401 -> "check user, password or token of the schema registry";
          case 403 -> "the user or token must be allowed to " + answer.request();
          case 404 -> "check the path of schema_registry_url: this is no schema registry's answer";
          default ->
              "check that schema_registry_url names a registry with Confluent's API, not a proxy"
                  + " or a page";
        };
    return new RegistryUnavailableException(
        "the schema registry says nothing of "
            + what
            + " to "
            + answer.request()
            + ": "
            + answer.said()
            + "; "
            + advice);
  }

  private static String body(Schema schema) {
    return JSON.createObjectNode().put("schema", schema.toString()).toString();
  }

  private static String path(String... parts) {
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      path.append('/').append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return path.toString();
  }
}
