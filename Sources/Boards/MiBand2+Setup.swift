import Machine
import Parts
import World

extension MiBand2 {
  /// What of a band is not the same for every run.
  public struct Setup: Hashable, Codable, Sendable {
    /// Coefficients in place of the documented ones, by name.
    public var overrides: [String: Coefficient] = [:]
    /// Capacity of the new cell in mAh, 1 ... 100,000; `nil` for that of the coefficients.
    public var milliampereHours: Int?
    /// What the radio does.
    public var radio = Radio.Activity.off
    /// What the charging cable is plugged into.
    public var chargeSource = ChargeSourcePlan.usb
    /// Full charges that the cell has been through before, 0 ... 10,000.
    public var cycles = 0

    /// The documented band with its radio off, a USB port and a new cell.
    public init() {}

    /// The band's coefficients, the documented ones or those of the setup.
    public var coefficients: MiBand2Coefficients {
      var values = MiBand2Coefficients.documented.overriding(overrides)
      if let milliampereHours {
        let held = Double(min(max(milliampereHours, 1), 100_000))
        values.cell.capacity = values.cell.capacity.overridden(held, held, held, at: "the run's cell")
      }
      return values
    }
  }
}
