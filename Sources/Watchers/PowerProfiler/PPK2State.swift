import Machine

/// What a Power Profiler Kit II is set to. It begins as a meter in the lead of the band's cell, switched on, so that it
/// changes nothing until somebody asks.
struct PPK2State: Hashable, Sendable {
  var isSource = false
  var isPowered = true
  var millivolts = 3_700
  var isMeasuring = false
  /// Factors that the host applies to its results, by range.
  var gains: [Float] = [1, 1, 1, 1, 1]

  /// What the band's cell contacts are connected to.
  var supply: Supply {
    guard isPowered else { return .open }
    return isSource ? .bench(microvolts: Int64(millivolts) * 1_000) : .cell
  }

  /// Obeys a command that needs no answer.
  mutating func obey(_ command: PPK2Command) {
    switch command {
    case .metadata: break
    case .start: isMeasuring = true
    case .stop: isMeasuring = false
    case .reset: self = PPK2State()
    case .power(let isOn): isPowered = isOn
    case .voltage(let millivolts): self.millivolts = millivolts
    case .mode(let isSource): self.isSource = isSource
    case .gain(let range, let value): gains[range] = value
    }
  }

  /// The answer to `metadata`: lines of `key: value`, each value a number, and `END`. The calibration is that of an ideal
  /// instrument: nominal resistors, gain 1, no offset.
  var metadata: String {
    func decimal(_ tenThousandths: Int64) -> String {
      "\(tenThousandths / 10_000).\(String(tenThousandths % 10_000 + 10_000).dropFirst())"
    }
    func lines(_ key: String, _ value: (Int) -> String) -> String {
      (0..<5).map { "\(key)\($0): \(value($0))\n" }.joined()
    }
    return "Calibrated: 1\n" + lines("R") { decimal(PPK2Range.resistors[$0]) } + lines("GS") { _ in "0.0000" }
      + lines("GI") { _ in "1.0000" } + lines("O") { _ in "0.0000" } + "VDD: \(millivolts)\nHW: 9173\n"
      + "mode: \(isSource ? 2 : 1)\n" + lines("S") { _ in "0.000000000" } + lines("I") { _ in "0.000000000" }
      + lines("UG") { "\(gains[$0])" } + "IA: 56\nEND\n"
  }
}
