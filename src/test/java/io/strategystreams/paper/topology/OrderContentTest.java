package io.strategystreams.paper.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.strategystreams.contract.ContractJson;
import io.strategystreams.events.Order;
import io.strategystreams.paper.PaperFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** By what an order is known again, across versions that know other fields. */
class OrderContentTest {
  private static final Order ORDER = OrderEvent.supply("lender", "o1", "1").build();

  /** Memos of 0.1.0 hold this hash: another one would be an alarm for each order read again. */
  @Test
  void itIsWhatTheFirstReleaseRemembered() {
    assertThat(OrderEvents.content(ORDER))
        .isEqualTo("b131b942e300ee622ff833b22e6ed71a828a85e526044d73d9aaf34dc9000051");
  }

  @Test
  void theFieldsOfTheFirstReleaseAlwaysCount() throws IOException {
    Schema released =
        new Schema.Parser().parse(Files.readString(Path.of("schemas/released/0.1.0/Order.avsc")));

    assertThat(released.getFields())
        .extracting(Schema.Field::name)
        .containsExactlyInAnyOrderElementsOf(OrderEvents.OF_FIRST_RELEASE);
  }

  /** As if {@code flash_fee} had been added later. */
  @Test
  void aLaterFieldCountsOnlyWhereItHoldsSomething() {
    Set<String> older = new HashSet<>(OrderEvents.OF_FIRST_RELEASE);
    older.remove("flash_fee");
    Order same = Order.newBuilder(ORDER).setFlashFee(null).build();
    Order other = Order.newBuilder(ORDER).setFlashFee(PaperFixtures.amount("0.1")).build();

    assertThat(OrderEvents.content(same, older))
        .isNotEqualTo(OrderEvents.content(same))
        .isNotEqualTo(OrderEvents.content(other, older));
    assertThat(ContractJson.toLine(same)).contains("\"flash_fee\":null");
  }
}
