package io.strategystreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.cluster.ClusterAccess;
import io.strategystreams.cluster.EventLog;
import io.strategystreams.cluster.EventSender;
import io.strategystreams.cluster.LoggedEvent;
import io.strategystreams.cluster.Outgoing;
import io.strategystreams.cluster.TopicCreator;
import io.strategystreams.contract.Topics;
import io.strategystreams.embedded.EmbeddedBroker;
import io.strategystreams.events.Decision;
import io.strategystreams.testing.SampleEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The topic of reports is deleted and made anew while a strategy waits for an offset of it. */
@Timeout(900)
class ReportTopicsTest {
  private static final Instant NOON = SampleEvents.NOON;
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  @TempDir Path directory;

  @Test
  void theApplicationStopsAndTheNextOneGoesOnByANewExposure() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start()) {
      ClusterAccess access =
          new ClusterAccess(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              Map.of("schema.registry.url", "mock://report-topics"));
      try (Admin admin = access.admin()) {
        new TopicCreator(admin)
            .create(Topics.ALL.stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList());
        String before = ReportTopics.of(admin).of(0).id();

        try (StrategyApplication first = application(broker, "first")) {
          send(access, Topics.STRATEGY_CONFIGS, SampleEvents.config().build());
          for (String order : List.of("11", "22")) {
            send(access, Topics.EXECUTION_REPORTS, report(order));
          }
          awaitReasons(access, "LATE_REPORT", "LATE_REPORT");
          admin.deleteTopics(List.of(Topics.EXECUTION_REPORTS)).all().get();
          createAgain(admin);
          Awaitility.await()
              .atMost(PATIENCE)
              .ignoreExceptions()
              .until(() -> !ReportTopics.of(admin).of(0).id().equals(before));
          send(access, Topics.EXECUTION_REPORTS, report("33"));
          Awaitility.await()
              .atMost(PATIENCE)
              .untilAsserted(() -> assertThat(first.failure()).isPresent());
          // Whoever of the two sees it first: the thread that reads it, or who looks at the topics.
          assertThat(Utils.stackTrace(first.failure().orElseThrow()))
              .containsAnyOf(
                  "execution-reports was made anew: offset 0 of partition 0 came after",
                  "topics were deleted while it ran: execution-reports",
                  "topics were deleted and made anew while it ran: execution-reports");
        }

        try (StrategyApplication second = application(broker, "second")) {
          send(access, Topics.EXPOSURES, exposure(NOON.plusSeconds(60)));
          awaitReasons(access, "LATE_REPORT", "LATE_REPORT", "LATE_REPORT", "PRICE_MISSING");
          assertThat(second.failure()).isEmpty();
        }
      }
    }
  }

  private static void createAgain(Admin admin) {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(e -> e.getCause() instanceof TopicExistsException)
        .until(
            () -> {
              admin
                  .createTopics(List.of(new NewTopic(Topics.EXECUTION_REPORTS, 1, (short) 1)))
                  .all()
                  .get();
              return true;
            });
  }

  /** It tells of the first report only: by its offset it would never do. */
  private static SpecificRecord exposure(Instant time) {
    return SampleEvents.exposure().setEventTime(time).setLastReportOffset(0L).build();
  }

  private static SpecificRecord report(String order) {
    return SampleEvents.report().setOrderId("5c0f8a3e-0000-5000-8000-0000000000" + order).build();
  }

  private static void send(ClusterAccess access, String topic, SpecificRecord event) {
    try (EventSender sender = EventSender.open(access, "test")) {
      sender.send(List.of(Outgoing.of(topic, SampleEvents.STRATEGY, event, NOON)));
    }
  }

  private static void awaitReasons(ClusterAccess access, String... reasons) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(reasons(access)).containsExactly(reasons));
  }

  private static List<String> reasons(ClusterAccess access) {
    List<LoggedEvent> read = new ArrayList<>();
    try (EventLog log = EventLog.open(access, List.of(Topics.DECISIONS))) {
      log.readToEnd(read::add);
    }
    return read.stream().map(event -> event.as(Decision.class).getReason().name()).toList();
  }

  private StrategyApplication application(EmbeddedBroker broker, String name) {
    return ApplicationOnBroker.start(
        broker, "mock://report-topics", directory.resolve(name), Map.of());
  }
}
