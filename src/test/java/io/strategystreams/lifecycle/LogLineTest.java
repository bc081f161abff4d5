package io.strategystreams.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layouts that are shipped, given what others wrote. */
class LogLineTest {
  private static final String REASON =
      "stop\u001b[2J\r\nERROR forged \u202egninrut \u009b1m password=hunter2";

  private static String logged(String layout) throws JoranException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    try {
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(Path.of("src/main/resources", layout).toFile());
      context
          .getLogger("io.strategystreams.test")
          .warn("halted: {}", REASON, new IllegalStateException(REASON));
    } finally {
      context.stop();
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"logback.xml", "logback-chaos.xml"})
  void anEventIsOneLineThatSteersNothingAndTellsNoSecret(String layout) throws Exception {
    String text = logged(layout);

    assertThat(text.lines()).hasSize(1);
    assertThat(text)
        .contains("halted: stop\\u001b[2J", "\\u202e", "\\u009b1m", "IllegalStateException")
        .doesNotContain("\u001b", "\u202e", "\u009b", "hunter2");
  }

  @Test
  void asJsonTooAndTheTextIsTheSame() throws Exception {
    String text = logged("logback-json.xml");

    assertThat(text.lines()).hasSize(1);
    assertThat(text).doesNotContain("\u001b", "\u202e", "\u009b", "hunter2");
    assertThat(new ObjectMapper().readTree(text).path("message").asText())
        .startsWith("halted: stop\u001b[2J");
  }
}
