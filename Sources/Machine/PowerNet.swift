/// A supply node of the board, such as VBAT, VSYS or a regulated rail.
public final class PowerNet {
  /// Where the net's charge comes from.
  public enum Feed: Sendable {
    /// The cell, always.
    case cell
    /// VBUS while it is present, else the cell.
    case system
  }

  /// For messages.
  public let name: String
  unowned let system: PowerSystem
  let feed: Feed
  let conversion: Conversion
  /// The conversion at the cell's present voltage.
  var factor: ConversionFactor
  let isConverter: Bool
  private let nominalMillivolts: Int?
  private var observers: [(Bool) -> Void] = []

  init(_ name: String, system: PowerSystem, feed: Feed, conversion: Conversion, inputMillivolts: Int64) {
    self.name = name
    self.system = system
    self.feed = feed
    self.conversion = conversion
    isConverter = conversion.isConverter
    factor = conversion.factor(inputMillivolts: inputMillivolts)
    if case .stepDown(let volts, _, _, _) = conversion {
      nominalMillivolts = Int(volts)
    } else {
      nominalMillivolts = nil
    }
  }

  /// Whether loads on the net can draw current.
  public var isPowered: Bool { system.isPowered(feed) }

  /// Present voltage; 0 while unpowered.
  public var millivolts: Int {
    guard isPowered else { return 0 }
    return nominalMillivolts ?? Int(system.microvolts / 1_000)
  }

  /// Calls `action` whenever the net loses power (`false`) or has it again (`true`).
  public func observePower(_ action: @escaping (Bool) -> Void) { observers.append(action) }

  func powerChanged(_ isOn: Bool) {
    for observer in observers { observer(isOn) }
  }
}
