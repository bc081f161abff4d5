package io.strategystreams.paper.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.mode.Mode;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import io.strategystreams.paper.ledger.Flow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A millionth of a token that no formula explains stops the run, and its event is named. */
class TamperedBooksTest {
  private static final BigDecimal A_MILLIONTH = new BigDecimal("0.000001");

  @ParameterizedTest
  @CsvSource({
    "ETH_LEVERAGED,ETH,1",
    "USDT_ETH_STAKING_HEDGED_LEVERAGED,USDT,2",
    "ETH_BASIS,USDT,3",
    "ML_BTC_DIRECTIONAL_BTC_MARGIN,BTC,4"
  })
  void aTamperedFillIsNamed(Mode mode, String shareClass, long seed) {
    List<Fed> life = life(mode, new Token(shareClass), seed, 120);
    Map<String, Operation> operations = new HashMap<>();
    Set<Operation> tried = EnumSet.noneOf(Operation.class);
    int tampered = 0;
    for (int i = 0; i < life.size(); i++) {
      if (life.get(i) instanceof Fed.Ordered ordered) {
        operations.put(ordered.order().orderId(), ordered.order().operation());
      }
      if (life.get(i) instanceof Fed.Reported reported && isDue(reported, operations, tried)) {
        for (Instrument instrument : reported.report().deltas().keySet()) {
          List<Fed> changed = new ArrayList<>(life.subList(0, i));
          changed.add(new Fed.Reported(tampered(reported.report(), instrument)));
          assertThatThrownBy(() -> Fed.all(changed))
              .as("%s of %s", instrument, reported)
              .isInstanceOf(UnreconciledException.class)
              .hasMessageContaining("strategy " + mode.id() + " at ")
              .hasMessageContaining(" " + reported.report().orderId() + " ")
              .hasMessageContaining("does not fit");
          tampered++;
        }
      }
    }
    assertThat(tried).as("operations tampered with").hasSizeGreaterThan(4);
    assertThat(tampered).isGreaterThan(8);
  }

  @ParameterizedTest
  @CsvSource({"ETH_LEVERAGED,ETH,5", "USDT_ETH_STAKING_HEDGED_LEVERAGED,USDT,6"})
  void aTamperedFlowIsNamedWhenTheExposureShowsAnother(Mode mode, String shareClass, long seed) {
    List<Fed> life = life(mode, new Token(shareClass), seed, 400);
    Set<Class<?>> tried = new HashSet<>();
    for (int i = 0; i < life.size(); i++) {
      if (!(life.get(i) instanceof Fed.Flowing flowing)
          || flowing.flow() instanceof Flow.Gas
          || !tried.add(flowing.flow().getClass())) {
        continue;
      }
      List<Fed> changed = new ArrayList<>(life);
      changed.set(i, new Fed.Flowing(tampered(flowing.flow())));
      assertThatThrownBy(() -> Fed.all(changed))
          .isInstanceOf(UnreconciledException.class)
          .hasMessageContaining("strategy " + mode.id() + " at ")
          .hasMessageContaining("in the exposure does not fit")
          .hasMessageContaining("paper flow " + flowing.flow().getClass().getSimpleName());
    }
    assertThat(tried)
        .contains(
            Flow.Open.class,
            Flow.Deposit.class,
            Flow.Paid.class,
            Flow.Dust.class,
            Flow.Funding.class,
            Flow.LendingInterest.class,
            Flow.BorrowInterest.class);
  }

  private static List<Fed> life(Mode mode, Token shareClass, long seed, int steps) {
    RandomBook book = new RandomBook(mode, shareClass, seed);
    for (int i = 0; i < steps; i++) {
      book.step();
    }
    Fed.all(book.told);
    return book.told;
  }

  /** Each operation's first fill, every close by the venue. */
  private static boolean isDue(
      Fed.Reported reported, Map<String, Operation> operations, Set<Operation> tried) {
    Operation operation = operations.get(reported.report().orderId());
    if (operations.get(reported.report().orderId()) == Operation.FLASH_BORROW
        || operations.get(reported.report().orderId()) == Operation.FLASH_REPAY) {
      return false; // A loan advances what a debt grew by: only its repayment tells.
    }
    return operation == null || tried.add(operation);
  }

  private static ReportTerms tampered(ReportTerms report, Instrument instrument) {
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>(report.deltas());
    deltas.merge(instrument, A_MILLIONTH, BigDecimal::add);
    return new ReportTerms(
        report.orderId(),
        report.strategyId(),
        report.closesOrderId(),
        report.status(),
        report.amount(),
        report.price(),
        report.fee(),
        report.feeToken(),
        deltas,
        report.eventTime());
  }

  private static Flow tampered(Flow flow) {
    String id = flow.strategyId();
    if (flow instanceof Flow.Open one) {
      return new Flow.Open(
          id, one.profile(), one.instrument(), more(one.amount()), one.eventTime());
    }
    if (flow instanceof Flow.Deposit one) {
      return new Flow.Deposit(id, one.instrument(), more(one.amount()), one.eventTime());
    }
    if (flow instanceof Flow.Paid one) {
      return new Flow.Paid(
          id, one.instrument(), more(one.amount()), one.settles(), one.eventTime());
    }
    if (flow instanceof Flow.Dust one) {
      return new Flow.Dust(id, one.instrument(), one.token(), more(one.amount()), one.eventTime());
    }
    if (flow instanceof Flow.Funding one) {
      return new Flow.Funding(
          id, one.perp(), one.settlement(), more(one.amount()), one.eventTime());
    }
    if (flow instanceof Flow.LendingInterest one) {
      return new Flow.LendingInterest(id, one.aToken(), more(one.amount()), one.eventTime());
    }
    if (flow instanceof Flow.BorrowInterest one) {
      return new Flow.BorrowInterest(id, one.debtToken(), more(one.amount()), one.eventTime());
    }
    throw new IllegalArgumentException("no amount in " + flow);
  }

  private static BigDecimal more(BigDecimal amount) {
    return amount.add(A_MILLIONTH);
  }
}
