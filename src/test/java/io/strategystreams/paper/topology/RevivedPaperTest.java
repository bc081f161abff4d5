package io.strategystreams.paper.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * Kafka Streams revives a task whose transaction was aborted: the same processors meet the same
 * record again, on the stores of before.
 */
class RevivedPaperTest {
  private static final Runnable NOTHING = () -> {};

  @Test
  void tasksRevivedAfterEveryRecordGoOnAsIfNothingHadHappened() {
    List<SpecificRecord> whole = PaperLife.lived(new PaperDriver(), NOTHING);

    for (String occasion : List.of("PAID", "expired incomplete", "FILLED", "HALTED")) {
      assertThat(whole).as(occasion).anyMatch(event -> event.toString().contains(occasion));
    }
    assertThat(PaperLife.lived(PaperDriver.reviving(), NOTHING)).isEqualTo(whole);
  }
}
