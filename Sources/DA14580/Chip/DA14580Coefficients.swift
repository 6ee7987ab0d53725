import Machine

extension DA14580 {
  /// The currents of the SoC itself, all required. The radio, which only the mask ROM's stack uses, draws nothing here.
  public struct Coefficients: CoefficientSet {
    /// Executing, for each MHz of HCLK.
    public var run: Coefficient
    /// The CPU asleep and the system domain on, for each MHz of HCLK.
    public var wfi: Coefficient
    /// Sleep without any RAM; the low-power oscillator comes on top.
    public var sleep: Coefficient
    /// SysRAM, kept in sleep.
    public var sysRAM: Coefficient
    /// Each KiB of retention RAM kept in sleep.
    public var retentionPerKiB: Coefficient
    /// The 16 MHz crystal oscillator.
    public var xtal16M: Coefficient
    /// The 16 MHz RC oscillator.
    public var rc16M: Coefficient
    /// The 32,768 Hz crystal oscillator.
    public var xtal32K: Coefficient
    /// The 32 kHz RC oscillator.
    public var rc32K: Coefficient
    /// The RC oscillator of about 11 kHz.
    public var rcx: Coefficient

    /// Every current needs its coefficient.
    public init(
      run: Coefficient, wfi: Coefficient, sleep: Coefficient, sysRAM: Coefficient, retentionPerKiB: Coefficient,
      xtal16M: Coefficient, rc16M: Coefficient, xtal32K: Coefficient, rc32K: Coefficient, rcx: Coefficient
    ) {
      self.run = run
      self.wfi = wfi
      self.sleep = sleep
      self.sysRAM = sysRAM
      self.retentionPerKiB = retentionPerKiB
      self.xtal16M = xtal16M
      self.rc16M = rc16M
      self.xtal32K = xtal32K
      self.rc32K = rc32K
      self.rcx = rcx
    }

    /// Every coefficient's property, in the order of tables.
    public static var paths: [WritableKeyPath<Self, Coefficient>] {
      [\.run, \.wfi, \.sleep, \.sysRAM, \.retentionPerKiB, \.xtal16M, \.rc16M, \.xtal32K, \.rc32K, \.rcx]
    }

    /// What is not independent.
    public static var groups: [(name: String, paths: [WritableKeyPath<Self, Coefficient>])] {
      [
        ("core", [\.run, \.wfi]),
        ("sleep", [\.sleep, \.retentionPerKiB]),
      ]
    }
  }
}
