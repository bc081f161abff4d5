package io.strategystreams.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.DeadLetterHeaders;
import io.strategystreams.contract.DeadLetterReason;
import io.strategystreams.contract.Identity;
import io.strategystreams.contract.OrderHeaders;
import io.strategystreams.contract.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/contract.md} says what schemas and code say. */
class ContractDocumentTest {
  private static final String BEGIN = "<!-- events: generated from schemas/ -->\n\n";
  private static final String END = "<!-- end of events -->";
  private static String document;

  @BeforeAll
  static void read() throws IOException {
    document = Files.readString(Path.of("docs", "contract.md"));
  }

  @Test
  void theEventsAreThoseOfTheSchemas() throws IOException {
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    int end = document.indexOf(END);
    assertThat(begin).isBetween(BEGIN.length(), end);
    String tables = EventTables.markdown();
    Path current = Path.of("target", "contract.md");
    Files.createDirectories(current.getParent());
    Files.writeString(
        current, document.substring(0, begin) + tables + "\n" + document.substring(end));
    assertThat(document.substring(begin, end))
        .as("schemas changed: take target/contract.md as docs/contract.md")
        .isEqualTo(tables + "\n");
  }

  @Test
  void everyTopicHeaderAndReasonIsNamed() {
    assertThat(document).contains(Identity.NAMESPACE.toString());
    Topics.ALL.forEach(topic -> assertThat(document).contains("| `" + topic + "` | "));
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      assertThat(document).contains("`" + reason + "`");
    }
    assertThat(document)
        .contains(
            List.of(
                "`" + OrderHeaders.EXECUTION_MODE + "`",
                "`" + DeadLetterHeaders.READ_BY + "`",
                "`" + DeadLetterHeaders.TRUNCATED + "`"));
  }
}
