import Parts

/// A part as a board file places it.
struct PartPlan: Sendable {
  /// What the file calls it, such as `accelerometer`.
  let key: String
  let kind: PartKind
  /// Its name in ledger, traces and snapshots.
  let component: String
  /// Its rail; `nil` for what takes no current.
  let rail: String?
  /// The chip's bus that it hangs on.
  let bus: ChipBus?
  /// Its address on an I2C bus.
  let address: UInt8
  /// The pads of its pins.
  let pads: [String: String]
  let values: PartValues
  /// Whether the file names the component itself.
  let isRenamed: Bool

  /// What traces call the line of a pin; `nil` for nothing.
  func label(of pin: PartPin) -> String? { pin.label.map { isRenamed ? "\(component) \(pin.name)" : $0 } }
}
