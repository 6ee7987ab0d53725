import Machine
import Parts

/// What of a board its chip measures, and acts on: cell, charger, temperature.
struct BoardSupply {
  /// The cell's circuit.
  let power: PowerSystem
  /// The temperature around the board.
  let ambient: Ambient
  /// The thermistor at the cell and its pad; `nil` without one.
  let thermistor: (part: Thermistor, pad: String)?
}
