import Machine
import Parts

/// What of a board its chip measures, and acts on: cell, charger, temperature.
struct BoardSupply {
  /// The cell's circuit.
  let power: PowerSystem
  /// What feeds the chip.
  let chipNet: PowerNet
  /// The temperature around the board.
  let ambient: Ambient
  /// The thermistor at the cell and its pad; `nil` without one.
  let thermistor: (part: Thermistor, pad: String)?
  /// The resistors at the cell and the pad at their tap; `nil` without them.
  let cellDivider: (part: CellDivider, pad: String)?
}
