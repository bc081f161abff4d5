package io.strategystreams.cli;

/** A scenario to begin with: nine tenths lent, the rest idle in the wallet. */
final class ExampleScenario {
  static final String LINE =
      """
      {"strategy_id":"pure_lending_usdt","mode":"pure_lending_usdt","overrides":{},\
      "now":"2024-06-01T00:00:00Z","prices":[],"prediction":null,\
      "risk_assessment":{"strategy_id":"pure_lending_usdt","risk_override":false,\
      "margin_ratios":{},"breaches":[],"event_time":"2024-06-01T00:00:00Z"},\
      "exposure":{"strategy_id":"pure_lending_usdt","share_class":"USDT","total_exposure":"1000",\
      "positions":{"aave_v3:aToken:aUSDT":"900","wallet:BaseToken:USDT":"100"},"dust_tokens":{},\
      "withdrawal_requested":false,"event_time":"2024-06-01T00:00:00Z"}}""";

  private ExampleScenario() {}
}
