import Machine

extension DA14580.Coefficients {
  /// The currents of the chip from 3.0 V, its buck converter included, at 25 degrees C. Those of sleep are the data sheet's table
  /// taken apart: deep sleep of 0.40 uA (1 KB, RC32K), 0.45 uA (2 KB, XTAL32K) and 0.60 uA (8 KB), extended sleep of 1.2 uA (1 KB)
  /// and 1.4 uA (8 KB).
  public static let documented = DA14580.Coefficients(
    run: .perMegahertz(
      "DA14580.run", 35, 60, 110, "CPU executing, buck converter, for each MHz of HCLK",
      .estimate("not in the data sheet; usual for a Cortex-M0 of its process, with memory and buses")),
    wfi: .perMegahertz(
      "DA14580.wfi", 15, 28, 45, "CPU clock stopped by WFI, peripherals clocked, for each MHz of HCLK",
      .estimate("about 0.6 mA idle awake at 16 MHz, crystal included, as users measured")),
    sleep: .current(
      "DA14580.sleep", 0.08, 0.15, 0.4, "no RAM kept, without oscillator",
      .derived("data sheet 3.4: 0.40 uA with 1 KB and RC32K, less these; what of it is the oscillator is an estimate")),
    sysRAM: .current(
      "DA14580.sysram", 0.6, 0.78, 1.5, "42 KB of SysRAM kept in sleep",
      .derived("data sheet 3.4: extended sleep 1.2 uA with 1 KB, less deep sleep with as much and XTAL32K")),
    retentionPerKiB: .current(
      "DA14580.retention", 0.015, 0.027, 0.06, "each KB of retention RAM kept in sleep",
      .derived("data sheet 3.4: 0.15 uA for 6 KB in deep sleep, 0.2 uA for 7 KB in extended sleep")),
    xtal16M: .current(
      "DA14580.xtal16m", 60, 150, 300, "16 MHz crystal oscillator running",
      .estimate("usual for 16 MHz Pierce oscillators of Bluetooth chips")),
    rc16M: .current(
      "DA14580.rc16m", 15, 40, 100, "16 MHz RC oscillator running", .estimate("usual for integrated 16 MHz oscillators")
    ),
    xtal32K: .current(
      "DA14580.xtal32k", 0.15, 0.245, 0.6, "32,768 Hz crystal oscillator running",
      .derived("data sheet 3.4: 0.45 uA with 2 KB beside 0.40 uA with 1 KB and RC32K")),
    rc32K: .current(
      "DA14580.rc32k", 0.1, 0.22, 0.5, "32 kHz RC oscillator running, slowest trim",
      .estimate("usual for its kind; with what sleep costs it makes the data sheet's 0.40 uA")),
    rcx: .current("DA14580.rcx", 0.15, 0.3, 1.0, "RCX oscillator running", .estimate("usual for its kind")))
}
