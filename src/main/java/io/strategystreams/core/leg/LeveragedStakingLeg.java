package io.strategystreams.core.leg;

import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;

import io.strategystreams.core.exposure.Positions;
import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.ChainOrders;
import io.strategystreams.core.plan.Intent;
import io.strategystreams.core.plan.PlanDraft;
import io.strategystreams.core.plan.Sizing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * LST supplied as collateral for a WETH debt with D / C = L, entered and left in one atomic group
 * around a flash loan. For equity E the collateral is E/(1 − L) and the debt L·E/(1 − L).
 */
public final class LeveragedStakingLeg implements LongLeg {
  private static final Instrument DEBT = Instrument.debtToken(Token.WETH);
  private static final Instrument WALLET = Instrument.base(Venue.WALLET, Token.WETH);

  private final LiquidStaking staking;
  private final BigDecimal ltv;
  private final BigDecimal flashFee;
  private final Function<PlanDraft, ChainOrders> chain;

  /**
   * @param ltv L, 0 ≤ L &lt; 1
   * @param flashFee f, fraction of the loan
   */
  public LeveragedStakingLeg(
      LiquidStaking staking,
      BigDecimal ltv,
      BigDecimal flashFee,
      Function<PlanDraft, ChainOrders> chain) {
    this.staking = staking;
    this.ltv = ltv;
    this.flashFee = flashFee;
    this.chain = chain;
  }

  @Override
  public List<Market> valuationMarkets() {
    return List.of(staking.rateMarket());
  }

  @Override
  public List<Market> growthMarkets() {
    return List.of(staking.rateMarket());
  }

  @Override
  public BigDecimal equity(Positions book) {
    return collateral(book).subtract(debt(book));
  }

  @Override
  public boolean isOpen(Positions book) {
    return lst(book).signum() > 0 || debt(book).signum() > 0;
  }

  @Override
  public SortedMap<Instrument, BigDecimal> current(Positions book) {
    SortedMap<Instrument, BigDecimal> current = new TreeMap<>();
    current.put(staking.supplied(), lst(book));
    current.put(DEBT, debt(book));
    return current;
  }

  @Override
  public SortedMap<Instrument, BigDecimal> targets(BigDecimal equity) {
    SortedMap<Instrument, BigDecimal> targets = new TreeMap<>();
    boolean none = equity.signum() == 0;
    targets.put(
        staking.supplied(),
        none ? BigDecimal.ZERO : down(divide(FlashLoan.collateral(equity, ltv), staking.r())));
    targets.put(DEBT, none ? BigDecimal.ZERO : down(FlashLoan.debt(equity, ltv)));
    return targets;
  }

  /** max(|C − C*| / C*, |D − D*| / D*); a debt where none should be counts as 1. */
  @Override
  public BigDecimal deviation(Positions book, BigDecimal equity) {
    BigDecimal wantedCollateral = FlashLoan.collateral(equity, ltv);
    BigDecimal wantedDebt = FlashLoan.debt(equity, ltv);
    BigDecimal ofCollateral =
        divide(collateral(book).subtract(wantedCollateral).abs(), wantedCollateral);
    BigDecimal ofDebt =
        wantedDebt.signum() == 0
            ? (debt(book).signum() == 0 ? BigDecimal.ZERO : BigDecimal.ONE)
            : divide(debt(book).subtract(wantedDebt).abs(), wantedDebt);
    return ofCollateral.max(ofDebt);
  }

  /** Whether bringing {@code in} WETH into the leg still leaves more debt than L allows. */
  public boolean owesTooMuch(Positions book, BigDecimal in) {
    return FlashLoan.borrowed(collateral(book), debt(book), in, ltv, flashFee).signum() < 0;
  }

  /**
   * Swap and flash costs of the way down, linear in what is freed; a way that repays no debt costs
   * the swap alone.
   */
  @Override
  public FreeingCost freeingCost(Positions book, BigDecimal amount) {
    BigDecimal proceeds = staking.swapProceeds().orElse(staking.r());
    BigDecimal swapLoss = divide(staking.r().subtract(proceeds), proceeds);
    boolean borrows = descent(book, amount).map(way -> way.repaid().signum() > 0).orElse(false);
    if (!borrows) {
      return new FreeingCost(BigDecimal.ZERO, swapLoss);
    }
    BigDecimal kPrime = divide(staking.r(), proceeds);
    BigDecimal gross = BigDecimal.ONE.add(flashFee);
    BigDecimal denominator = BigDecimal.ONE.subtract(ltv.multiply(kPrime).multiply(gross));
    BigDecimal excessDebt = debt(book).subtract(ltv.multiply(collateral(book)));
    BigDecimal lossPerRepaid = gross.multiply(swapLoss).add(flashFee);
    return new FreeingCost(
        divide(excessDebt.multiply(lossPerRepaid), denominator),
        divide(ltv.multiply(kPrime).multiply(lossPerRepaid), denominator).add(swapLoss));
  }

  @Override
  public boolean raise(PlanDraft draft, BigDecimal amount, Intent intent) {
    BigDecimal in = down(amount);
    BigDecimal idleLst = draft.present(staking.held());
    BigDecimal totalIn = in.add(idleLst.multiply(staking.r()));
    BigDecimal flash =
        FlashLoan.borrowed(collateral(draft.book()), debt(draft.book()), totalIn, ltv, flashFee);
    if (flash.signum() < 0) {
      return repayAndStake(draft, in, idleLst, intent);
    }
    BigDecimal borrowed = down(flash);
    draft.atomically(() -> leverUp(chain.apply(draft), borrowed, in, idleLst, intent));
    return true;
  }

  private void leverUp(
      ChainOrders orders, BigDecimal borrowed, BigDecimal in, BigDecimal idleLst, Intent intent) {
    BigDecimal repayment = FlashLoan.repayment(borrowed, flashFee);
    BigDecimal fee = FlashLoan.feeOf(borrowed, flashFee);
    boolean loan = borrowed.signum() > 0;
    if (loan) {
      orders.flashBorrow(borrowed, fee, false, intent);
    }
    stakeAndSupply(orders, in.add(borrowed), idleLst, intent);
    if (loan) {
      orders.borrow(repayment, intent);
      orders.flashRepay(repayment, fee, false, intent);
    }
  }

  private void stakeAndSupply(
      ChainOrders orders, BigDecimal weth, BigDecimal idleLst, Intent intent) {
    BigDecimal supplied = FlashLoan.staked(weth, staking.r()).add(idleLst);
    if (weth.signum() > 0) {
      orders.stake(weth, staking.r(), intent, Sizing.FIXED);
    }
    if (supplied.signum() > 0) {
      orders.supply(staking.lst(), supplied, intent, Sizing.FIXED);
    }
  }

  /**
   * F is negative: the wallet repays first, and stakes what it need not repay or deleverages what
   * it cannot.
   */
  private boolean repayAndStake(PlanDraft draft, BigDecimal in, BigDecimal idleLst, Intent intent) {
    BigDecimal collateral = collateral(draft.book()).add(idleLst.multiply(staking.r()));
    BigDecimal wanted = FlashLoan.walletRepayment(collateral, debt(draft.book()), in, ltv);
    if (wanted.compareTo(in) <= 0) {
      draft.atomically(
          () -> {
            ChainOrders orders = chain.apply(draft);
            orders.repay(wanted, Intent.DELEVERAGE);
            stakeAndSupply(orders, in.subtract(wanted), idleLst, intent);
          });
      return true;
    }
    Optional<FlashLoan.Descent> way =
        descent(collateral, debt(draft.book()).subtract(in), BigDecimal.ZERO);
    if (way.isEmpty() || way.get().withdrawn().compareTo(lst(draft.book()).add(idleLst)) > 0) {
      return false;
    }
    draft.atomically(
        () -> {
          ChainOrders orders = chain.apply(draft);
          if (idleLst.signum() > 0) {
            orders.supply(staking.lst(), idleLst, Intent.DELEVERAGE, Sizing.FIXED);
          }
          if (in.signum() > 0) {
            orders.repay(in, Intent.DELEVERAGE);
          }
          descend(orders, way.get(), Intent.DELEVERAGE);
        });
    return true;
  }

  @Override
  public boolean lower(PlanDraft draft, BigDecimal amount, Intent intent) {
    Optional<FlashLoan.Descent> way = descent(draft.book(), amount);
    if (way.isEmpty()) {
      return false;
    }
    if (way.get().withdrawn().compareTo(lst(draft.book())) >= 0) {
      return close(draft, intent);
    }
    draft.atomically(() -> descend(chain.apply(draft), way.get(), intent));
    return true;
  }

  private void descend(ChainOrders orders, FlashLoan.Descent way, Intent intent) {
    boolean loan = way.repaid().signum() > 0;
    BigDecimal fee = way.flashRepayment().subtract(way.repaid());
    boolean allDebt = orders.isAll(DEBT, way.repaid());
    if (loan) {
      orders.flashBorrow(way.repaid(), fee, allDebt, intent);
      orders.repay(way.repaid(), intent);
    }
    if (way.withdrawn().signum() > 0) {
      boolean allCollateral = orders.isAll(staking.supplied(), way.withdrawn());
      orders.withdraw(staking.lst(), way.withdrawn(), intent);
      orders.swap(way.withdrawn(), staking.dexPrice(), allCollateral, intent);
    }
    if (loan) {
      orders.flashRepay(way.flashRepayment(), fee, allDebt, intent);
    }
  }

  /** x = D with its interest, y = c; LST that lies outside the collateral is swapped too. */
  @Override
  public boolean close(PlanDraft draft, Intent intent) {
    BigDecimal owed = debt(draft.book());
    BigDecimal collateral = lst(draft.book());
    BigDecimal swapped = collateral.add(draft.present(staking.held()));
    BigDecimal repayment = FlashLoan.repayment(owed, flashFee);
    Optional<BigDecimal> received =
        staking.swapProceeds().map(price -> down(swapped.multiply(price)));
    boolean covered =
        received
            .map(weth -> draft.present(WALLET).add(weth).compareTo(repayment) >= 0)
            .orElse(true);
    if (owed.signum() > 0 && !covered) {
      return false;
    }
    draft.atomically(
        () -> closeAll(chain.apply(draft), owed, repayment, collateral, swapped, intent));
    return true;
  }

  private void closeAll(
      ChainOrders orders,
      BigDecimal owed,
      BigDecimal repayment,
      BigDecimal collateral,
      BigDecimal swapped,
      Intent intent) {
    boolean loan = owed.signum() > 0;
    if (loan) {
      orders.flashBorrow(owed, repayment.subtract(owed), true, intent);
      orders.repay(owed, intent);
    }
    if (collateral.signum() > 0) {
      orders.withdraw(staking.lst(), collateral, intent);
    }
    if (swapped.signum() > 0) {
      orders.swap(swapped, staking.dexPrice(), collateral.signum() > 0, intent);
    }
    if (loan) {
      orders.flashRepay(repayment, repayment.subtract(owed), true, intent);
    }
  }

  private Optional<FlashLoan.Descent> descent(Positions book, BigDecimal out) {
    return descent(collateral(book), debt(book), out);
  }

  private Optional<FlashLoan.Descent> descent(
      BigDecimal collateral, BigDecimal debt, BigDecimal out) {
    return staking
        .swapProceeds()
        .map(
            proceeds ->
                FlashLoan.Descent.of(collateral, debt, out, ltv, flashFee, staking.r(), proceeds));
  }

  private BigDecimal lst(Positions book) {
    return book.amount(staking.supplied());
  }

  private BigDecimal collateral(Positions book) {
    BigDecimal lst = lst(book);
    return lst.signum() == 0 ? BigDecimal.ZERO : lst.multiply(staking.r());
  }

  private static BigDecimal debt(Positions book) {
    return book.amount(DEBT);
  }
}
