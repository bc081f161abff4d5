package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.config.ApplicationSettings;
import io.strategystreams.core.market.KnownMarkets;
import io.strategystreams.metrics.Telemetry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

/** A revived task keeps its schedules and runs init again. */
class RevivedClockTest {
  @Test
  void oneClockTicksHoweverOftenTheTaskIsRevived() {
    MarketProcessor processor =
        new MarketProcessor(
            new EventSerdes(Map.of("schema.registry.url", "mock://revived-clock")),
            PartitionCounts.all(1),
            ClockPolicy.live(Duration.ofSeconds(1), Duration.ofSeconds(10)),
            new KnownMarkets(Set.of(), Set.of()),
            new ApplicationSettings.MarketFlow(BigDecimal.ZERO, Duration.ZERO),
            Telemetry.none());
    Properties config = new Properties();
    config.put("application.id", "a");
    config.put("bootstrap.servers", "b:1");
    MockProcessorContext<byte[], byte[]> context =
        new MockProcessorContext<>(
            config, new TaskId(0, 0), Path.of("target", "revived-clock").toFile());

    for (int life = 0; life < 3; life++) {
      processor.init(context);
      List<CapturedPunctuator> ticking =
          context.scheduledPunctuators().stream().filter(one -> !one.cancelled()).toList();
      assertThat(ticking).hasSize(1);
      processor.close();
    }
    assertThat(context.scheduledPunctuators()).allMatch(CapturedPunctuator::cancelled);
  }
}
