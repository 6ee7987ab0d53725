import Machine

extension DA14681.Coefficients {
  /// The currents of the chip from a cell at 3.7 V, its DC-DC converter included. No current table is public: these are
  /// estimates with wide bands.
  public static let documented = DA14681.Coefficients(
    run: .perMegahertz(
      "DA14681.run", 20, 30, 45, "CPU executing from RAM or cache, DC-DC on, for each MHz of HCLK",
      .estimate("about 30 uA/MHz is remembered of the family's product brief; no table is public")),
    wfi: .perMegahertz(
      "DA14681.wfi", 5, 12, 35, "CPU clock stopped by WFI, peripherals clocked, for each MHz of HCLK",
      .estimate(
        "between the DA14531 (0.25 mA at 16 MHz, lpccs-docs.renesas.com/Tutorial_SDK6/sleep_mode.html) and the DA14585 "
          + "without DC-DC (0.56 mA, wsdof.com/support)")),
    extendedSleep: .current(
      "DA14681.extended_sleep", 0.3, 0.7, 1.5, "system domain off, no RAM retained, without oscillator, 25 degrees C",
      .estimate(
        "1 to 3.5 uA over the RAM retained is remembered of the family, with retention and crystal; the DA14585 has 1.4 uA"
      )),
    retentionPerKiB: .current(
      "DA14681.retention", 0.008, 0.02, 0.035, "each KiB of retained RAM, 25 degrees C",
      .estimate(
        "27 nA/KiB is the difference of the DA14585's 1.4 uA (32 KiB) and 2.25 uA (64 KiB), "
          + "wsdof.com/support/comment/16283; lower so that 128 KiB stay within 3.5 uA")),
    hibernation: .current(
      "DA14681.hibernation", 0.1, 0.4, 1, "everything off but the wake-up logic, 25 degrees C",
      .estimate("below 1 uA is remembered of the family's product brief")),
    xtal16M: .current(
      "DA14681.xtal16m", 60, 150, 300, "16 MHz crystal oscillator running",
      .estimate("usual for 16 MHz Pierce oscillators of Bluetooth chips")),
    rc16M: .current(
      "DA14681.rc16m", 15, 40, 100, "16 MHz RC oscillator running", .estimate("usual for integrated 16 MHz oscillators")
    ),
    pll: .current(
      "DA14681.pll", 100, 300, 600, "96 MHz PLL running", .estimate("usual for integrated PLLs below 100 MHz")),
    xtal32K: .current(
      "DA14681.xtal32k", 0.15, 0.3, 0.6, "32,768 Hz crystal oscillator running",
      .estimate("usual for low-power watch crystal oscillators")),
    rc32K: .current("DA14681.rc32k", 0.1, 0.3, 1, "32 kHz RC oscillator running", .estimate("usual for its kind")),
    rcx: .current("DA14681.rcx", 0.3, 0.8, 1.5, "11.7 kHz RC oscillator running", .estimate("usual for its kind")))
}
