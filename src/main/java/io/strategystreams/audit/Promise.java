package io.strategystreams.audit;

/** What must hold of everything that was ever committed. */
public enum Promise {
  /** An order is written once. */
  ORDER_ONCE("no order is doubled"),
  /** An order id means one order, whatever happens. */
  ORDER_ONE_CONTENT("one content per order id"),
  /** What a decision says it released lies in orders. */
  ORDER_NOT_LOST("no order is lost"),
  /** Nothing lies in orders that no decision released. */
  ORDER_DECIDED("every order was decided, once"),
  /** Ids follow from strategy, incarnation and numbers. */
  IDENTITY("ids are as the contract says"),
  /** Decisions of an incarnation are numbered from 1 on. */
  DECISION_NUMBERS("decisions are numbered without gap"),
  /** Plans of an incarnation are numbered from 1 on. */
  PLAN_NUMBERS("plans are numbered without gap"),
  /** Steps of a plan go out in turn, from the first. */
  STEPS_IN_TURN("a plan's steps go out in turn"),
  /** A step that is released by itself waits for the fills of the one before. */
  STEP_AFTER_FILL("a later step goes out after the fills before it"),
  /** A plan is made on an exposure that includes what the plans before it did. */
  PLAN_AFTER_REPORTS("a plan begins after the reports before it are in the exposure"),
  /** All orders of an atomic group lie side by side. */
  GROUPS_WHOLE("atomic groups are whole and side by side"),
  /** A plan ends once and nothing is released after. */
  PLAN_ENDS_ONCE("a plan ends once"),
  /** No plan is left open but one that waits for an unstaking queue. */
  PLAN_NOT_STUCK("no plan stays open for ever"),
  /** A report is on an order that was written, its fill never shrinks. */
  REPORT_SOUND("reports follow their orders"),
  /** An order has one terminal report, in the end. */
  REPORT_ONE_TERMINAL("one terminal report per order"),
  /** Positions are what flows and reports add up to. */
  BOOKS_AGREE("books agree with flows and reports"),
  /** Evaluated again from the last inputs, no strategy would do anything. */
  NOTHING_LEFT("evaluated again, nothing is left to do");

  private final String text;

  Promise(String text) {
    this.text = text;
  }

  /** The promise in words. */
  public String text() {
    return text;
  }
}
