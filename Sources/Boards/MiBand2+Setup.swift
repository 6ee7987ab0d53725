import Machine
import Parts

extension MiBand2 {
  /// What of a band is not the same for every run.
  public struct Setup: Codable, Sendable {
    /// Coefficients in place of the documented ones, by name.
    public var overrides: [String: Coefficient] = [:]
    /// What the radio does.
    public var radio = Radio.Activity.off
    /// What the charging cable is plugged into.
    public var chargeSource = ChargeSourcePlan.usb
    /// Full charges that the cell has been through before, 0 ... 10,000.
    public var cycles = 0

    /// The documented band with its radio off, a USB port and a new cell.
    public init() {}
  }
}
