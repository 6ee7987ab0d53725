import Machine

extension DA14681 {
  /// The currents of the SoC itself, all required. The flash, the charger and the radio are other loads.
  public struct Coefficients: CoefficientSet {
    /// Executing, for each MHz of HCLK.
    public var run: Coefficient
    /// The CPU asleep and the system domain on, for each MHz of HCLK.
    public var wfi: Coefficient
    /// Extended sleep without any retained RAM; the low-power oscillator comes on top.
    public var extendedSleep: Coefficient
    /// Each KiB of retained RAM in sleep.
    public var retentionPerKiB: Coefficient
    /// Hibernation; the low-power oscillator comes on top.
    public var hibernation: Coefficient
    /// The 16 MHz crystal oscillator.
    public var xtal16M: Coefficient
    /// The 16 MHz RC oscillator.
    public var rc16M: Coefficient
    /// The 96 MHz PLL.
    public var pll: Coefficient
    /// The 32,768 Hz crystal oscillator.
    public var xtal32K: Coefficient
    /// The 32 kHz RC oscillator.
    public var rc32K: Coefficient
    /// The 11.7 kHz RC oscillator.
    public var rcx: Coefficient

    /// Every current needs its coefficient.
    public init(
      run: Coefficient, wfi: Coefficient, extendedSleep: Coefficient, retentionPerKiB: Coefficient,
      hibernation: Coefficient, xtal16M: Coefficient, rc16M: Coefficient, pll: Coefficient, xtal32K: Coefficient,
      rc32K: Coefficient, rcx: Coefficient
    ) {
      self.run = run
      self.wfi = wfi
      self.extendedSleep = extendedSleep
      self.retentionPerKiB = retentionPerKiB
      self.hibernation = hibernation
      self.xtal16M = xtal16M
      self.rc16M = rc16M
      self.pll = pll
      self.xtal32K = xtal32K
      self.rc32K = rc32K
      self.rcx = rcx
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [
        \.run, \.wfi, \.extendedSleep, \.retentionPerKiB, \.hibernation, \.xtal16M, \.rc16M, \.pll, \.xtal32K,
        \.rc32K, \.rcx,
      ]
    }

    /// What is not independent.
    public static var groups: [(name: String, paths: [WritableKeyPath<Self, Coefficient>])] {
      [
        ("core", [\.run, \.wfi]),
        ("sleep", [\.extendedSleep, \.retentionPerKiB]),
      ]
    }
  }
}
