package io.strategystreams.replay;

import static io.strategystreams.replay.AaveInterest.borrowIndex;
import static io.strategystreams.replay.AaveInterest.supplyIndex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AaveInterestTest {
  private static final long YEAR = 365L * 24 * 3600;

  @Test
  void supplyGrowsLinearlyOverAYearOf365Days() {
    assertThat(supplyIndex(new BigDecimal("1.2"), new BigDecimal("0.05"), YEAR))
        .isEqualByComparingTo("1.26");
    assertThat(supplyIndex(new BigDecimal("1.2"), new BigDecimal("0.05"), YEAR / 2))
        .isEqualByComparingTo("1.23");
  }

  /** Figures of the contract's integer arithmetic, reckoned outside this code. */
  @Test
  void bothAgreeWithTheContractToTheLastRay() {
    assertThat(
            supplyIndex(
                new BigDecimal("1.0667140221922013"), new BigDecimal("0.0428068083306688"), 86_400))
        .isEqualTo("1.066839125268068747522761421");
    assertThat(
            borrowIndex(
                new BigDecimal("1.0420830133469816"), new BigDecimal("0.02392384556314"), 86_400))
        .isEqualTo("1.042151318689727591630038993");
    assertThat(
            borrowIndex(
                new BigDecimal("1.0888283328027686"), new BigDecimal("0.0682122712492828"), 3_600))
        .isEqualTo("1.088836811312205761031900510");
    assertThat(borrowIndex(BigDecimal.ONE, new BigDecimal("0.1"), YEAR))
        .isEqualTo("1.105162042821782412575504000");
  }

  @Test
  void borrowingCompoundsAndSoCostsMoreThanLinear() {
    BigDecimal rate = new BigDecimal("0.3");

    assertThat(borrowIndex(BigDecimal.ONE, rate, 86_400))
        .isGreaterThan(supplyIndex(BigDecimal.ONE, rate, 86_400))
        .isLessThan(new BigDecimal(Math.exp(0.3 / 365)));
  }

  @Test
  void atTheChangeItselfAnIndexIsWhatItIs() {
    BigDecimal index = new BigDecimal("1.0888283328027686");

    assertThat(supplyIndex(index, new BigDecimal("0.9"), 0)).isEqualByComparingTo(index);
    assertThat(borrowIndex(index, new BigDecimal("0.9"), 0)).isEqualByComparingTo(index);
    assertThat(borrowIndex(index, BigDecimal.ZERO, 86_400)).isEqualByComparingTo(index);
  }

  @Test
  void neverFallsWithTime() {
    Random random = new Random(11);
    for (int round = 0; round < 200; round++) {
      BigDecimal index = BigDecimal.ONE.add(BigDecimal.valueOf(random.nextInt(1000), 4));
      BigDecimal rate = BigDecimal.valueOf(random.nextInt(5000), 4);
      long seconds = random.nextInt(1_000_000);

      assertThat(supplyIndex(index, rate, seconds + 1))
          .isGreaterThanOrEqualTo(supplyIndex(index, rate, seconds));
      assertThat(borrowIndex(index, rate, seconds + 1))
          .isGreaterThanOrEqualTo(borrowIndex(index, rate, seconds));
    }
  }

  @Test
  void theTimeBeforeItsLastChangeIsRefused() {
    assertThatThrownBy(() -> supplyIndex(BigDecimal.ONE, BigDecimal.ONE, -5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 5 s before");
  }
}
