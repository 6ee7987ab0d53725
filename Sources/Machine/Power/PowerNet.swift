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
  /// The sum of the typical currents that pass the converter, in pA, where its efficiency depends on it.
  var output: Int64 = 0
  /// The steps of the efficiency: where they begin, and the present one.
  let boundaries: [Int64]
  let hasSteps: Bool
  private(set) var step = 0
  private var observers: [(Bool) -> Void] = []

  init(_ name: String, system: PowerSystem, feed: Feed, conversion: Conversion, inputMillivolts: Int64) {
    self.name = name
    self.system = system
    self.feed = feed
    self.conversion = conversion
    isConverter = conversion.isConverter
    factor = conversion.factor(inputMillivolts: inputMillivolts)
    boundaries = conversion.boundaries
    hasSteps = !boundaries.isEmpty
  }

  /// Takes the factor of a voltage at the input.
  func setInput(millivolts: Int64) { factor = conversion.factor(inputMillivolts: millivolts, step: step) }

  /// Finds the step that the present output is in; returns whether it is another.
  @inline(never)
  func findStep() -> Bool {
    let next = boundaries.count { $0 <= output }
    defer { step = next }
    return next != step
  }

  /// Whether loads on the net can draw current.
  public var isPowered: Bool { system.isPowered(feed) }

  /// Present voltage; 0 while unpowered.
  public var millivolts: Int {
    guard isPowered else { return 0 }
    return conversion.outputMillivolts ?? Int(system.microvolts / 1_000)
  }

  /// Calls `action` whenever the net loses power (`false`) or has it again (`true`).
  public func observePower(_ action: @escaping (Bool) -> Void) { observers.append(action) }

  func powerChanged(_ isOn: Bool) {
    for observer in observers { observer(isOn) }
  }
}
