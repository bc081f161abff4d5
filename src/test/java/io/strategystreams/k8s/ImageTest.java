package io.strategystreams.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strategystreams.config.ApplicationKeys;
import io.strategystreams.config.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pods expect what the image has. */
class ImageTest {
  private static final Path DOCKERFILE = Path.of("src", "main", "docker", "Dockerfile");

  private String dockerfile;

  @BeforeEach
  void readsIt() throws IOException {
    dockerfile = Files.readString(DOCKERFILE);
  }

  @Test
  void userPortAndStateAreTheImages() {
    Manifests production = Overlay.PRODUCTION.manifests();
    for (Workload one : production.ours()) {
      JsonNode security = one.pod().path("securityContext");
      assertThat(security.path("runAsUser").asText() + ":" + security.path("runAsGroup").asText())
          .as(one.text())
          .isEqualTo(said("USER (\\S+)"));
      if (one.serves()) {
        JsonNode container = one.pod().at("/containers/0");
        assertThat(container.at("/ports/0/containerPort").asText())
            .isEqualTo(said("EXPOSE (\\S+)"));
        assertThat(
                one.environment(production, container)
                    .get(Environment.variable(ApplicationKeys.STATE_DIR)))
            .isEqualTo(said("VOLUME (\\S+)"));
      }
    }
  }

  @Test
  void configurationsLieWhereTheArgumentsSay() {
    List<String> arguments =
        Overlay.PRODUCTION.manifests().ours().stream()
            .flatMap(one -> one.containers().stream())
            .filter(container -> !container.has("command"))
            .map(container -> container.path("args").toString())
            .toList();

    assertThat(arguments)
        .isNotEmpty()
        .allMatch(each -> each.contains("\"--configs\",\"" + said("COPY configs/ (\\S+?)/?\\n")));
  }

  private String said(String instruction) {
    Matcher matcher = Pattern.compile("^" + instruction, Pattern.MULTILINE).matcher(dockerfile);
    assertThat(matcher.find()).as("%s must say %s", DOCKERFILE, instruction).isTrue();
    return matcher.group(1);
  }
}
