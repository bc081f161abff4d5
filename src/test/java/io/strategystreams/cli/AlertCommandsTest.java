package io.strategystreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What docs/operations.md says to type when an alert fires can be typed. */
class AlertCommandsTest {
  private static final Pattern TYPED = Pattern.compile("`strategies ([^`]*)`");
  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");
  private static final CommandLine COMMANDS = Main.commandLine();

  @Test
  void everyCommandAndOptionIsThere() throws IOException {
    String section =
        Files.readString(Path.of("docs", "operations.md"))
            .split("(?m)^## Alerts$", -1)[1]
            .split("(?m)^## ", -1)[0];
    List<String> typed = new ArrayList<>();
    TYPED.matcher(section).results().forEach(found -> typed.add(found.group(1)));

    assertThat(typed).hasSizeGreaterThan(30);
    for (String line : typed) {
      assertThat(faults(line)).as("strategies " + line).isEmpty();
    }
  }

  @Test
  void whatCannotBeTypedIsFound() {
    assertThat(faults("halt --al --reason x")).contains("--al");
    assertThat(faults("stop STRATEGY")).contains("stop");
    assertThat(faults("halt --all")).contains("--reason");
    assertThat(faults("decisions --last many")).contains("--last");
  }

  /** Parses it and does nothing; empty where it can be typed. */
  private static String faults(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line.replace("TOPIC-PARTITION@OFFSET", "exposures-3@1042"));
    while (word.find()) {
      words.add(word.group().replace("\"", ""));
    }
    try {
      COMMANDS.parseArgs(words.toArray(String[]::new));
      return "";
    } catch (CommandLine.ParameterException e) {
      return e.getMessage();
    }
  }
}
