import Machine

extension NRF51Coefficients {
  private static let remembered =
    "no public table at hand: remembered as the order of the product specification's figure, so with a wide band"

  /// The numbers as they are documented: the chip's, whatever the board.
  public static let documented =
    NRF51Coefficients(
      systemOff: Coefficient(
        "NRF51.system_off", 0.4, 0.6, 1.2, .microamperes,
        condition: "3 V, 25 degrees",
        source: .published("devzone.nordicsemi.com nordic-q-a 3139")),
      ramRetainedOff: Coefficient(
        "NRF51.ram_retained_off", 0.3, 0.6, 1.2, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      systemOn: Coefficient(
        "NRF51.system_on", 1.0, 1.4, 2.0, .microamperes,
        condition: "3 V, 25 degrees",
        source: .derived("2.6 uA with two blocks of RAM on (devzone.nordicsemi.com nordic-q-a 3139), less these")),
      ramOn: Coefficient(
        "NRF51.ram_on", 0.3, 0.6, 0.8, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate("3.8 uA with four blocks on beside 2.6 with two; remembered")),
      cpu: Coefficient(
        "NRF51.cpu", 4_150, 4_280, 4_400, .microamperes,
        condition: "1.8 to 3.6 V by the LDO",
        source: .derived("4.65 to 4.72 mA with the crystal on (devzone.nordicsemi.com blog 756), less its 400 uA")),
      constantLatency: Coefficient(
        "NRF51.constant_latency", 200, 400, 800, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate("none public: chosen below what the 16 MHz RC oscillator costs with it")),
      rc16M: Coefficient(
        "NRF51.rc16_m", 600, 750, 900, .microamperes,
        condition: "3 V, 25 degrees",
        source: .published("devzone.nordicsemi.com question 1243, vendor staff")),
      crystal16M: Coefficient(
        "NRF51.crystal16_m", 350, 400, 500, .microamperes,
        condition: "3 V, 25 degrees",
        source: .published("devzone.nordicsemi.com question 1243, vendor staff; 470 elsewhere")),
      crystal16MStandby: Coefficient(
        "NRF51.crystal16_mstandby", 20, 35, 60, .microamperes,
        condition: "3 V, 25 degrees",
        source: .published("devzone.nordicsemi.com question 1243, vendor staff")),
      rc32K: Coefficient(
        "NRF51.rc32_k", 0.5, 0.8, 1.2, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      crystal32K: Coefficient(
        "NRF51.crystal32_k", 0.3, 0.5, 0.8, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      synthesised32K: Coefficient(
        "NRF51.synthesised32_k", 8, 12, 20, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      timerFast: Coefficient(
        "NRF51.timer_fast", 10, 30, 80, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      timerSlow: Coefficient(
        "NRF51.timer_slow", 1, 4, 10, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      timerAnomaly73: Coefficient(
        "NRF51.timer_anomaly73", 200, 260, 320, .microamperes,
        condition: "3 V, 25 degrees",
        source: .published("nrfcxx src/periph.cc")),
      gpioteInput: Coefficient(
        "NRF51.gpiote_input", 50, 100, 150, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      watchdog: Coefficient(
        "NRF51.watchdog", 0.05, 0.1, 0.3, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      uart: Coefficient(
        "NRF51.uart", 150, 225, 300, .microamperes,
        condition: "115,200 to 1,000,000 baud",
        source: .estimate(remembered)),
      spi: Coefficient(
        "NRF51.spi", 120, 200, 300, .microamperes,
        condition: "8 Mbit/s",
        source: .estimate(remembered)),
      twi: Coefficient(
        "NRF51.twi", 250, 390, 500, .microamperes,
        condition: "100 to 400 kbit/s",
        source: .estimate(remembered)),
      adc: Coefficient(
        "NRF51.adc", 200, 290, 400, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      rng: Coefficient(
        "NRF51.rng", 40, 60, 100, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      temperature: Coefficient(
        "NRF51.temperature", 120, 185, 260, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      ecb: Coefficient(
        "NRF51.ecb", 350, 550, 800, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      ccm: Coefficient(
        "NRF51.ccm", 350, 520, 800, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      aar: Coefficient(
        "NRF51.aar", 350, 550, 800, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      quadrature: Coefficient(
        "NRF51.quadrature", 5, 12, 25, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      comparator: Coefficient(
        "NRF51.comparator", 0.2, 0.5, 1.0, .microamperes,
        condition: "3 V, 25 degrees",
        source: .estimate(remembered)),
      radioRampTX: Coefficient(
        "NRF51.radio_ramp_tx", 5_500, 7_000, 8_500, .microamperes,
        condition: "3 V by the LDO",
        source: .estimate(remembered)),
      radioRampRX: Coefficient(
        "NRF51.radio_ramp_rx", 7_000, 8_700, 10_400, .microamperes,
        condition: "3 V by the LDO",
        source: .estimate(remembered)),
      radioTXPlus4: Coefficient(
        "NRF51.radio_txplus4", 14_000, 16_000, 18_000, .microamperes,
        condition: "3 V by the LDO",
        source: .estimate(remembered)),
      radioTX0: Coefficient(
        "NRF51.radio_tx0", 9_500, 10_500, 12_000, .microamperes,
        condition: "3 V by the LDO",
        source: .estimate(remembered)),
      radioTXMinus4: Coefficient(
        "NRF51.radio_txminus4", 7_000, 8_000, 9_500, .microamperes,
        condition: "3 V by the LDO",
        source: .estimate(remembered)),
      radioTXMinus8: Coefficient(
        "NRF51.radio_txminus8", 6_000, 7_000, 8_500, .microamperes,
        condition: "3 V by the LDO",
        source: .estimate(remembered)),
      radioTXMinus20: Coefficient(
        "NRF51.radio_txminus20", 4_700, 5_500, 6_800, .microamperes,
        condition: "3 V by the LDO",
        source: .estimate(remembered)),
      radioRX: Coefficient(
        "NRF51.radio_rx", 11_500, 13_000, 14_500, .microamperes,
        condition: "3 V by the LDO",
        source: .estimate(remembered)),
      dcdcRatio: Coefficient(
        "NRF51.dcdc_ratio", 0.68, 0.75, 0.85, .ratio,
        condition: "3 V; the current grows as the supply falls",
        source: .derived("8.0 of 10.5 mA at 0 dBm and 9.7 of 13 mA for RX, remembered"))
    )
}
