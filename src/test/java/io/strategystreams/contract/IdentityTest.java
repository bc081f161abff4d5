package io.strategystreams.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The expected ids were made with another implementation of RFC 4122. */
class IdentityTest {
  private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

  @Test
  void version5AgreesWithKnownVectors() {
    assertThat(Identity.version5(DNS, "www.example.com"))
        .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    assertThat(Identity.version5(DNS, "python.org"))
        .hasToString("886313e1-3b8a-5372-9b90-0c9aee199e5d");
  }

  @Test
  void theNamespaceIsTheOneDocumented() {
    assertThat(Identity.version5(DNS, "strategystreams.io")).isEqualTo(Identity.NAMESPACE);
  }

  @Test
  void idsAreFixedForGood() {
    assertThat(Identity.planId("eth_basis", 1, 1))
        .isEqualTo("d2cf8780-4754-5ae9-ad30-5c8872a6d3e2");
    assertThat(Identity.atomicGroupId("eth_basis@fund-17", 2, 13, 2))
        .isEqualTo("3711e7b2-468f-5f2e-8fe9-03c76457b097");
    assertThat(Identity.orderId("eth_basis@fund-17", 2, 13, 2, 1))
        .isEqualTo("a8c0dac6-fa70-5c15-9cee-cf6e2c9eed17");
    assertThat(Identity.decisionId("eth_basis", 1, 42))
        .isEqualTo("15e12f9e-5d97-5415-9a02-aee95fdfe54c");
  }

  @Test
  void countersStartAtOne() {
    assertThatThrownBy(() -> Identity.planId("eth_basis", 1, 0))
        .hasMessage("plan_number counts from 1, was 0");
    assertThatThrownBy(() -> Identity.orderId("eth_basis", 1, 1, 0, 1))
        .hasMessage("step counts from 1, was 0");
    assertThatThrownBy(() -> Identity.orderId("eth_basis", 1, 1, 1, 0))
        .hasMessage("sequence_in_group counts from 1, was 0");
    assertThatThrownBy(() -> Identity.decisionId("eth_basis", 1, 0))
        .hasMessage("decision_number counts from 1, was 0");
  }
}
