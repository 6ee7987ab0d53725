import Machine

extension NRF51Coefficients {
  private static let remembered =
    "no public table at hand: remembered as the order of the product specification's figure, so with a wide band"

  /// The numbers as they are documented: the chip's, whatever the board.
  public static let documented =
    NRF51Coefficients(
      systemOff: .current(
        "NRF51.system_off", 0.4, 0.6, 1.2, "3 V, 25 degrees", .published("devzone.nordicsemi.com nordic-q-a 3139")),
      ramRetainedOff: .current(
        "NRF51.ram_retained_off", 0.3, 0.6, 1.2, "3 V, 25 degrees", .estimate(remembered)),
      systemOn: .current(
        "NRF51.system_on", 1.0, 1.4, 2.0, "3 V, 25 degrees",
        .derived("2.6 uA with two blocks of RAM on (devzone.nordicsemi.com nordic-q-a 3139), less these")),
      ramOn: .current(
        "NRF51.ram_on", 0.3, 0.6, 0.8, "3 V, 25 degrees",
        .estimate("3.8 uA with four blocks on beside 2.6 with two; remembered")),
      cpu: .current(
        "NRF51.cpu", 4_150, 4_280, 4_400, "1.8 to 3.6 V by the LDO",
        .derived("4.65 to 4.72 mA with the crystal on (devzone.nordicsemi.com blog 756), less its 400 uA")),
      constantLatency: .current(
        "NRF51.constant_latency", 200, 400, 800, "3 V, 25 degrees",
        .estimate("none public: chosen below what the 16 MHz RC oscillator costs with it")),
      rc16M: .current(
        "NRF51.rc16_m", 600, 750, 900, "3 V, 25 degrees",
        .published("devzone.nordicsemi.com question 1243, vendor staff")),
      crystal16M: .current(
        "NRF51.crystal16_m", 350, 400, 500, "3 V, 25 degrees",
        .published("devzone.nordicsemi.com question 1243, vendor staff; 470 elsewhere")),
      crystal16MStandby: .current(
        "NRF51.crystal16_mstandby", 20, 35, 60, "3 V, 25 degrees",
        .published("devzone.nordicsemi.com question 1243, vendor staff")),
      rc32K: .current(
        "NRF51.rc32_k", 0.5, 0.8, 1.2, "3 V, 25 degrees", .estimate(remembered)),
      crystal32K: .current(
        "NRF51.crystal32_k", 0.3, 0.5, 0.8, "3 V, 25 degrees", .estimate(remembered)),
      synthesised32K: .current(
        "NRF51.synthesised32_k", 8, 12, 20, "3 V, 25 degrees", .estimate(remembered)),
      timerFast: .current(
        "NRF51.timer_fast", 10, 30, 80, "3 V, 25 degrees", .estimate(remembered)),
      timerSlow: .current(
        "NRF51.timer_slow", 1, 4, 10, "3 V, 25 degrees", .estimate(remembered)),
      timerAnomaly73: .current(
        "NRF51.timer_anomaly73", 200, 260, 320, "3 V, 25 degrees", .published("nrfcxx src/periph.cc")),
      gpioteInput: .current(
        "NRF51.gpiote_input", 50, 100, 150, "3 V, 25 degrees", .estimate(remembered)),
      watchdog: .current(
        "NRF51.watchdog", 0.05, 0.1, 0.3, "3 V, 25 degrees", .estimate(remembered)),
      uart: .current(
        "NRF51.uart", 150, 225, 300, "115,200 to 1,000,000 baud", .estimate(remembered)),
      spi: .current(
        "NRF51.spi", 120, 200, 300, "8 Mbit/s", .estimate(remembered)),
      twi: .current(
        "NRF51.twi", 250, 390, 500, "100 to 400 kbit/s", .estimate(remembered)),
      adc: .current(
        "NRF51.adc", 200, 290, 400, "3 V, 25 degrees", .estimate(remembered)),
      rng: .current(
        "NRF51.rng", 40, 60, 100, "3 V, 25 degrees", .estimate(remembered)),
      temperature: .current(
        "NRF51.temperature", 120, 185, 260, "3 V, 25 degrees", .estimate(remembered)),
      ecb: .current(
        "NRF51.ecb", 350, 550, 800, "3 V, 25 degrees", .estimate(remembered)),
      ccm: .current(
        "NRF51.ccm", 350, 520, 800, "3 V, 25 degrees", .estimate(remembered)),
      aar: .current(
        "NRF51.aar", 350, 550, 800, "3 V, 25 degrees", .estimate(remembered)),
      quadrature: .current(
        "NRF51.quadrature", 5, 12, 25, "3 V, 25 degrees", .estimate(remembered)),
      comparator: .current(
        "NRF51.comparator", 0.2, 0.5, 1.0, "3 V, 25 degrees", .estimate(remembered)),
      powerFailure: .current(
        "NRF51.power_failure", 5, 10, 20, "POFCON.POF set, while the CPU is awake",
        .published("devzone.nordicsemi.com/f/nordic-q-a/28: 10 uA, and none asleep; the band is an estimate")),
      radioRampTX: .current(
        "NRF51.radio_ramp_tx", 5_500, 7_000, 8_500, "3 V by the LDO", .estimate(remembered)),
      radioRampRX: .current(
        "NRF51.radio_ramp_rx", 7_000, 8_700, 10_400, "3 V by the LDO", .estimate(remembered)),
      radioTXPlus4: .current(
        "NRF51.radio_txplus4", 14_000, 16_000, 18_000, "3 V by the LDO", .estimate(remembered)),
      radioTX0: .current(
        "NRF51.radio_tx0", 9_500, 10_500, 12_000, "3 V by the LDO", .estimate(remembered)),
      radioTXMinus4: .current(
        "NRF51.radio_txminus4", 7_000, 8_000, 9_500, "3 V by the LDO", .estimate(remembered)),
      radioTXMinus8: .current(
        "NRF51.radio_txminus8", 6_000, 7_000, 8_500, "3 V by the LDO", .estimate(remembered)),
      radioTXMinus20: .current(
        "NRF51.radio_txminus20", 4_700, 5_500, 6_800, "3 V by the LDO", .estimate(remembered)),
      radioRX: .current(
        "NRF51.radio_rx", 11_500, 13_000, 14_500, "3 V by the LDO", .estimate(remembered)),
      dcdcRatio: .ratio(
        "NRF51.dcdc_ratio", 0.68, 0.75, 0.85, "3 V; the current grows as the supply falls",
        .derived("8.0 of 10.5 mA at 0 dBm and 9.7 of 13 mA for RX, remembered"))
    )
}
