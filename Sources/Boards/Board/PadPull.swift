import Machine

/// A resistor that a board has on a pad.
struct PadPull: Sendable {
  let pad: String
  /// Up (`true`) or down.
  let level: Bool
  /// Its value; `nil` where the file does not say.
  let ohms: Int?

  /// What it is in the table of coefficients; `nil` without a value.
  var coefficient: Coefficient? {
    ohms.map { .resistor("pad \(pad).resistor", ohms: $0, "on the pad, 5 %") }
  }

  /// As the chip has it, with the number that the board or the run has in its place.
  func resistor(_ figures: [String: Coefficient]) -> PadResistor {
    PadResistor(ohms: coefficient.map { figures[$0.name] ?? $0 })
  }
}
