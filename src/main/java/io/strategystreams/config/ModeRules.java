package io.strategystreams.config;

import static io.strategystreams.config.ModeKeys.*;

import io.strategystreams.config.ModeProfile.Trait;
import io.strategystreams.core.market.Market;
import io.strategystreams.core.market.Venue;
import io.strategystreams.core.money.Decimals;
import io.strategystreams.core.money.Token;
import io.strategystreams.core.plan.Operation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The rules across the keys of a mode file. A rule is skipped where one of its keys was already
 * refused by itself.
 */
final class ModeRules {
  private final ModeProfile profile;
  private final Settings settings;
  private final Problems problems;

  ModeRules(ModeProfile profile, Settings settings, Problems problems) {
    this.profile = profile;
    this.settings = settings;
    this.problems = problems;
  }

  /** The rules that need nothing but the file. */
  void check() {
    identityIsTheModes();
    flagsAreTheModes();
    protocolIssuesTheLst();
    ordered(TARGET_LTV, MAX_LTV);
    sharesAddUpToOne();
    hedgeHasMargin();
    marginTargetIsAboveItsMinimum();
    etherClassHasNoReserve();
    ordered(SD_FLOOR_BPS, SD_CAP_BPS);
    exitPriceIsPositive(TAKE_PROFIT_SD);
    exitPriceIsPositive(STOP_LOSS_SD);
    cooldownGrows();
  }

  /** The rules that need to know what there is to trade on. */
  void check(Desk desk) {
    stakingProtocolIsKnown(desk);
    hedgeVenuesAreKnown(desk);
    profile.spotMarket().ifPresent(market -> tradable(market, ASSET, desk));
    if (profile.book() == ModeProfile.Book.DIRECTIONAL) {
      tradable(Market.perp(Venue.BINANCE, new Token(profile.asset())), ASSET, desk);
    }
  }

  private void identityIsTheModes() {
    if (settings.sound(SHARE_CLASS)
        && !profile.shareClasses().contains(settings.get(SHARE_CLASS))) {
      fixed(SHARE_CLASS, String.join(" or ", profile.shareClasses()), settings.get(SHARE_CLASS));
    }
    if (settings.sound(ASSET) && !profile.asset().equals(settings.get(ASSET))) {
      fixed(ASSET, profile.asset(), settings.get(ASSET));
    }
    if (settings.sound(DATA_TYPE) && !profile.dataType().equals(settings.get(DATA_TYPE))) {
      fixed(DATA_TYPE, profile.dataType(), settings.get(DATA_TYPE));
    }
  }

  private void flagsAreTheModes() {
    for (Trait trait : Trait.values()) {
      if (settings.sound(trait.key())) {
        boolean wanted = profile.traits().contains(trait);
        if (settings.get(trait.key()) != wanted) {
          fixed(trait.key(), Boolean.toString(wanted), Boolean.toString(!wanted));
        }
      }
    }
  }

  private void fixed(Key<?> key, String wanted, String found) {
    refuse(
        key,
        "must be " + wanted + " because " + profile.mode().id() + " is " + profile.legs(),
        found);
  }

  private void protocolIssuesTheLst() {
    if (settings.sound(LST_TYPE, STAKING_PROTOCOL)) {
      String lst = settings.get(LST_TYPE);
      String issuer = Issuers.of(lst);
      if (!issuer.equals(settings.get(STAKING_PROTOCOL))) {
        refuse(
            STAKING_PROTOCOL,
            "must be " + issuer + ", which issues the lst_type " + lst,
            settings.get(STAKING_PROTOCOL));
      }
    }
  }

  private void ordered(Key.Single<BigDecimal> lower, Key.Single<BigDecimal> upper) {
    if (settings.sound(lower, upper) && settings.get(lower).compareTo(settings.get(upper)) > 0) {
      refuse(
          lower,
          "must not be above " + upper.name() + " " + plain(settings.get(upper)),
          plain(settings.get(lower)));
    }
  }

  private void sharesAddUpToOne() {
    if (settings.sound(HEDGE_ALLOCATION)) {
      BigDecimal sum =
          settings.get(HEDGE_ALLOCATION).values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      if (sum.compareTo(BigDecimal.ONE) != 0) {
        refuse(
            HEDGE_ALLOCATION,
            "must add up to 1",
            plain(sum) + " from " + settings.get(HEDGE_ALLOCATION));
      }
    }
  }

  private void hedgeHasMargin() {
    if (!profile.isHedged() || !settings.sound(STAKE_ALLOCATION, MIN_MARGIN_RATIO)) {
      return;
    }
    BigDecimal staked = settings.get(STAKE_ALLOCATION);
    BigDecimal least = settings.get(MIN_MARGIN_RATIO);
    BigDecimal margin = BigDecimal.ONE.subtract(staked);
    if (margin.compareTo(least.multiply(staked)) < 0) {
      BigDecimal most = BigDecimal.ONE.divide(BigDecimal.ONE.add(least), 4, RoundingMode.DOWN);
      refuse(
          STAKE_ALLOCATION,
          "must leave the hedge a margin ratio (1-a)/a of at least min_margin_ratio "
              + plain(least)
              + ", that is at most "
              + plain(most),
          plain(staked) + " with a ratio of " + plain(margin.divide(staked, 4, RoundingMode.DOWN)));
    }
  }

  private void marginTargetIsAboveItsMinimum() {
    if (settings.sound(MARGIN_RATIO_MIN, MARGIN_RATIO_TARGET)
        && settings.get(MARGIN_RATIO_MIN).compareTo(settings.get(MARGIN_RATIO_TARGET)) >= 0) {
      refuse(
          MARGIN_RATIO_MIN,
          "must be below margin_ratio_target " + plain(settings.get(MARGIN_RATIO_TARGET)),
          plain(settings.get(MARGIN_RATIO_MIN)));
    }
  }

  private void etherClassHasNoReserve() {
    if (profile.book() == ModeProfile.Book.BASIS
        && settings.sound(SHARE_CLASS, MARGIN_RESERVE)
        && profile.asset().equals(settings.get(SHARE_CLASS))
        && settings.get(MARGIN_RESERVE).signum() > 0) {
      refuse(
          MARGIN_RESERVE,
          "must be 0 in the "
              + profile.asset()
              + " share class, where the coin itself is the collateral and nothing buys a reserve",
          plain(settings.get(MARGIN_RESERVE)));
    }
  }

  /** Price · (1 - sd · distance) must stay positive at the largest sd. */
  private void exitPriceIsPositive(Key.Single<BigDecimal> distance) {
    if (settings.sound(SD_CAP_BPS, distance)
        && Decimals.fromBps(settings.get(SD_CAP_BPS))
                .multiply(settings.get(distance))
                .compareTo(BigDecimal.ONE)
            >= 0) {
      refuse(
          distance,
          "must keep the exit price positive: below 1 when multiplied by sd_cap_bps/10000 = "
              + plain(Decimals.fromBps(settings.get(SD_CAP_BPS))),
          plain(settings.get(distance)));
    }
  }

  private void cooldownGrows() {
    if (settings.sound(COOLDOWN_INITIAL, COOLDOWN_MAX)
        && settings.get(COOLDOWN_INITIAL).compareTo(settings.get(COOLDOWN_MAX)) > 0) {
      refuse(
          COOLDOWN_INITIAL,
          "must not be above cooldown.max " + COOLDOWN_MAX.type().write(settings.get(COOLDOWN_MAX)),
          COOLDOWN_INITIAL.type().write(settings.get(COOLDOWN_INITIAL)));
    }
  }

  private void stakingProtocolIsKnown(Desk desk) {
    if (!profile.traits().contains(Trait.STAKING) || !settings.sound(LST_TYPE, STAKING_PROTOCOL)) {
      return;
    }
    String protocol = settings.get(STAKING_PROTOCOL);
    Optional<VenueProfile> venue = desk.venues().find(new Venue(protocol));
    if (venue.isEmpty() || !venue.get().executes(Operation.STAKE)) {
      refuse(STAKING_PROTOCOL, "must be a venue of venues.yaml that executes STAKE", protocol);
    }
  }

  private void hedgeVenuesAreKnown(Desk desk) {
    if (!settings.sound(HEDGE_ALLOCATION)) {
      return;
    }
    boolean shorts = profile.book() == ModeProfile.Book.BASIS || profile.isHedged();
    settings
        .get(HEDGE_ALLOCATION)
        .forEach(
            (name, share) -> {
              String member = HEDGE_ALLOCATION.name() + "." + name;
              Venue venue = new Venue(name);
              if (desk.venues()
                  .find(venue)
                  .filter(v -> v.executes(Operation.PERP_TRADE))
                  .isEmpty()) {
                problems.add(
                    settings.error(
                        member,
                        "must name a venue that executes PERP_TRADE: "
                            + String.join(", ", desk.venues().executing(Operation.PERP_TRADE)),
                        name));
              } else if (shorts && share.signum() > 0) {
                Market perp = Market.perp(venue, new Token(profile.asset()));
                if (desk.markets().find(perp).isEmpty()) {
                  problems.add(
                      settings.error(
                          member,
                          "must be 0 or its market " + perp + " be in markets.yaml",
                          plain(share)));
                }
              }
            });
  }

  private void tradable(Market market, Key<?> key, Desk desk) {
    if (desk.markets().find(market).isEmpty()) {
      refuse(key, "needs the market " + market + " in markets.yaml", "absent");
    }
  }

  private void refuse(Key<?> key, String problem, String found) {
    problems.add(settings.error(key, problem, found));
  }

  private static String plain(BigDecimal value) {
    return Decimals.plain(value);
  }
}
