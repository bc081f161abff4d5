package io.strategystreams.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.strategystreams.core.text.Printable;
import java.net.URI;

/**
 * What a registry answered.
 *
 * @param url of the node that answered
 * @param request method and path, for messages
 * @param status of HTTP
 * @param body {@link MissingNode} if it was no JSON
 */
record RegistryAnswer(URI url, String request, int status, JsonNode body) {
  /** What is said of others' words. */
  static final int LONGEST_WORDS = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Subject, version and schema not found. */
  private static final int FIRST_NOT_FOUND = 40401;

  private static final int LAST_NOT_FOUND = 40403;

  static RegistryAnswer of(URI url, String request, int status, String text) {
    JsonNode body;
    try {
      body = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      body = MissingNode.getInstance();
    }
    return new RegistryAnswer(url, request, status, body);
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /**
   * Whether the registry itself says that it has no such thing. A 404 without its error code comes
   * from something else: a proxy, or a wrong path in the configured address.
   */
  boolean isNotFound() {
    int code = errorCode();
    return status == 404 && code >= FIRST_NOT_FOUND && code <= LAST_NOT_FOUND;
  }

  /** Whether the registry looked at the schema and will not have it. */
  boolean isRefusal() {
    return (status == 409 || status == 422) && errorCode() != 0;
  }

  /** Whether another attempt may end otherwise. */
  boolean mayPass() {
    return status >= 500 || status == 429 || status == 408;
  }

  private int errorCode() {
    return body.path("error_code").asInt();
  }

  /** Status, error code and the registry's words. */
  String said() {
    if (isSuccess() || errorCode() == 0) {
      return url + " answered HTTP " + status + " without the registry's words";
    }
    return url
        + " answered HTTP "
        + status
        + ", error_code "
        + errorCode()
        + ": "
        + Printable.line(body.path("message").asText(), LONGEST_WORDS);
  }
}
