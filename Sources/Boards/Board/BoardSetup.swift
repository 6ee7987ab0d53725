import Machine
import Parts
import World

/// What of a board is not the same for every run.
public struct BoardSetup: Hashable, Codable, Sendable {
  /// Coefficients in place of the documented ones, by name.
  public var overrides: [String: Coefficient] = [:]
  /// The cell's open-circuit voltage; `nil` for that of the board's.
  public var cellCurve: CellCurve?
  /// What the radio does.
  public var radio = Radio.Activity.off
  /// What the charging cable is plugged into.
  public var chargeSource = ChargeSourcePlan.usb
  /// Full charges that the cell has been through before, 0 ... 10,000.
  public var cycles = 0

  /// The documented board with its radio off, a USB port and a new cell.
  public init() {}
}
