package io.strategystreams.core.plan;

import static io.strategystreams.core.money.Decimals.ATOM;
import static io.strategystreams.core.money.Decimals.divide;
import static io.strategystreams.core.money.Decimals.down;

import io.strategystreams.core.market.Instrument;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Quantity;
import io.strategystreams.core.money.Token;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The orders that go to protocols, each as contract.md's table describes it. Amounts carry 18
 * decimals; what comes in is rounded down.
 */
public final class ChainOrders {
  /** More than that neither a debt nor a deposit grows while a decision is fresh; a fraction. */
  private static final BigDecimal ACCRUED = new BigDecimal("0.001");

  private final PlanDraft draft;
  private final Token lst;
  private final Venue protocol;
  private final BigDecimal swapSlippage;

  /**
   * @param lst the strategy's liquid staking token
   * @param protocol the protocol that issues it
   * @param swapSlippage fraction a swap may lose against the DEX price
   */
  public ChainOrders(PlanDraft draft, Token lst, Venue protocol, BigDecimal swapSlippage) {
    this.draft = draft;
    this.lst = lst;
    this.protocol = protocol;
    this.swapSlippage = swapSlippage;
  }

  /**
   * SUPPLY {@code amount} of a token, which lies in the wallet (an LST: under its protocol's key).
   */
  public void supply(Token token, BigDecimal amount, Intent intent, Sizing sizing) {
    Instrument from = place(token);
    Instrument to = Instrument.aToken(token);
    draft.add(
        order(Operation.SUPPLY, Venue.AAVE, token, aTokenOf(token), amount, token, intent, sizing)
            .moving(Venue.WALLET, token, Venue.AAVE, aTokenOf(token))
            .source(from, draft.present(from))
            .deltas(Map.of(from, amount.negate(), to, amount))
            .build());
  }

  /**
   * WITHDRAW {@code amount} of a supplied token to the wallet (an LST: under its protocol's key).
   */
  public void withdraw(Token token, BigDecimal amount, Intent intent) {
    Instrument from = Instrument.aToken(token);
    Instrument to = place(token);
    draft.add(
        order(
                Operation.WITHDRAW,
                Venue.AAVE,
                aTokenOf(token),
                token,
                amount,
                token,
                intent,
                Sizing.FIXED)
            .fullBalance(isAll(from, amount))
            .moving(Venue.AAVE, aTokenOf(token), Venue.WALLET, token)
            .source(from, draft.present(from))
            .deltas(Map.of(from, amount.negate(), to, amount))
            .build());
  }

  /** BORROW {@code amount} WETH against the collateral. */
  public void borrow(BigDecimal amount, Intent intent) {
    Instrument debt = Instrument.debtToken(Token.WETH);
    Instrument wallet = walletWeth();
    draft.add(
        order(
                Operation.BORROW,
                Venue.AAVE,
                null,
                Token.WETH,
                amount,
                Token.WETH,
                intent,
                Sizing.FIXED)
            .moving(Venue.AAVE, Token.WETH, Venue.WALLET, Token.WETH)
            .source(debt, draft.present(debt))
            .deltas(Map.of(debt, amount, wallet, amount))
            .build());
  }

  /** REPAY {@code amount} WETH of the debt from the wallet. */
  public void repay(BigDecimal amount, Intent intent) {
    Instrument debt = Instrument.debtToken(Token.WETH);
    Instrument wallet = walletWeth();
    draft.add(
        order(
                Operation.REPAY,
                Venue.AAVE,
                Token.WETH,
                null,
                amount,
                Token.WETH,
                intent,
                Sizing.FIXED)
            .fullBalance(isAll(debt, amount))
            .moving(Venue.WALLET, Token.WETH, Venue.AAVE, Token.WETH)
            .source(wallet, draft.present(wallet))
            .deltas(Map.of(wallet, amount.negate(), debt, amount.negate()))
            .build());
  }

  /** STAKE {@code weth} WETH at rate {@code r} (WETH per LST). */
  public void stake(BigDecimal weth, BigDecimal r, Intent intent, Sizing sizing) {
    Instrument wallet = walletWeth();
    draft.add(
        order(Operation.STAKE, protocol, Token.WETH, lst, weth, Token.WETH, intent, sizing)
            .moving(Venue.WALLET, Token.WETH, protocol, lst)
            .reference(r)
            .source(wallet, draft.present(wallet))
            .deltas(Map.of(wallet, weth.negate(), lstPlace(), down(divide(weth, r))))
            .build());
  }

  /**
   * UNSTAKE {@code amount} LST through the protocol's queue; without a known rate only the LST is
   * in the deltas.
   */
  public void unstake(BigDecimal amount, Optional<BigDecimal> r, Intent intent) {
    draft.add(leaving(Operation.UNSTAKE, protocol, amount, r, intent).build());
  }

  /**
   * SWAP {@code amount} LST on the DEX at price {@code m} less slippage; without a price only the
   * LST is in the deltas.
   *
   * @param all whether it is all that a withdrawal of everything brings
   */
  public void swap(BigDecimal amount, Optional<BigDecimal> m, boolean all, Intent intent) {
    Optional<BigDecimal> received =
        m.map(price -> price.multiply(BigDecimal.ONE.subtract(swapSlippage)));
    draft.add(
        leaving(Operation.SWAP, Venue.UNISWAP, amount, received, intent)
            .reference(m.orElse(null))
            .slippage(swapSlippage)
            .fullBalance(all)
            .build());
  }

  /**
   * FLASH_BORROW {@code amount} WETH into the wallet; {@code fee} is WETH on top, paid with the
   * repayment.
   *
   * @param all whether it repays the whole debt
   */
  public void flashBorrow(BigDecimal amount, BigDecimal fee, boolean all, Intent intent) {
    Instrument wallet = walletWeth();
    draft.add(
        order(
                Operation.FLASH_BORROW,
                Venue.INSTADAPP,
                null,
                Token.WETH,
                amount,
                Token.WETH,
                intent,
                Sizing.FIXED)
            .moving(Venue.INSTADAPP, Token.WETH, Venue.WALLET, Token.WETH)
            .flashFee(fee)
            .fullBalance(all)
            .source(wallet, draft.present(wallet))
            .deltas(Map.of(wallet, amount))
            .build());
  }

  /**
   * FLASH_REPAY {@code amount} WETH, fee included, from the wallet.
   *
   * @param all whether the loan repaid the whole debt
   */
  public void flashRepay(BigDecimal amount, BigDecimal fee, boolean all, Intent intent) {
    Instrument wallet = walletWeth();
    draft.add(
        order(
                Operation.FLASH_REPAY,
                Venue.INSTADAPP,
                Token.WETH,
                null,
                amount,
                Token.WETH,
                intent,
                Sizing.FIXED)
            .moving(Venue.WALLET, Token.WETH, Venue.INSTADAPP, Token.WETH)
            .flashFee(fee)
            .fullBalance(all)
            .source(wallet, draft.present(wallet))
            .deltas(Map.of(wallet, amount.negate()))
            .build());
  }

  /** Whether the amount is all there is of it, but for what interest brings until it is moved. */
  public boolean isAll(Instrument of, BigDecimal amount) {
    BigDecimal present = draft.present(of);
    return present.signum() > 0
        && amount.multiply(BigDecimal.ONE.add(ACCRUED)).compareTo(present) >= 0;
  }

  private OrderDraft leaving(
      Operation operation,
      Venue venue,
      BigDecimal amount,
      Optional<BigDecimal> wethPerLst,
      Intent intent) {
    SortedMap<Instrument, BigDecimal> deltas = new TreeMap<>();
    deltas.put(lstPlace(), amount.negate());
    wethPerLst.ifPresent(rate -> deltas.put(walletWeth(), down(amount.multiply(rate))));
    return order(operation, venue, lst, Token.WETH, amount, lst, intent, Sizing.FIXED)
        .moving(protocol, lst, Venue.WALLET, Token.WETH)
        .reference(wethPerLst.orElse(null))
        .source(lstPlace(), draft.present(lstPlace()))
        .deltas(deltas);
  }

  private static OrderDraft order(
      Operation operation,
      Venue venue,
      Token in,
      Token out,
      BigDecimal amount,
      Token unit,
      Intent intent,
      Sizing sizing) {
    return new OrderDraft(
            operation, venue, Quantity.of(amount, unit), ATOM, BigDecimal.ZERO, intent)
        .tokens(in, out)
        .sizing(sizing);
  }

  private Instrument place(Token token) {
    return token.equals(lst) ? lstPlace() : Instrument.base(Venue.WALLET, token);
  }

  private Instrument lstPlace() {
    return Instrument.lst(protocol, lst);
  }

  private static Instrument walletWeth() {
    return Instrument.base(Venue.WALLET, Token.WETH);
  }

  private static Token aTokenOf(Token token) {
    return new Token("a" + token.symbol());
  }
}
