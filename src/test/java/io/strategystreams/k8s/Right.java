package io.strategystreams.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** One thing that a user may do, or must not. */
record Right(boolean allowed, String resource, String name, boolean prefix, String operation)
    implements Comparable<Right> {

  static Set<Right> of(JsonNode user) {
    Set<Right> rights = new TreeSet<>();
    for (JsonNode rule : user.at("/spec/authorization/acls")) {
      for (JsonNode operation : rule.path("operations")) {
        rights.add(
            new Right(
                !rule.path("type").asText().equals("deny"),
                rule.at("/resource/type").asText(),
                rule.at("/resource/name").asText(),
                rule.at("/resource/patternType").asText().equals("prefix"),
                operation.asText()));
      }
    }
    return rights;
  }

  @Override
  public int compareTo(Right other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return (allowed ? "" : "not ") + operation + " " + resource + " " + name + (prefix ? "*" : "");
  }
}
