import Formats
import Machine

/// What the contacts of the band's cell are connected to, as commands, scenarios and event files write it.
public enum SupplyText {
  /// What `parse` takes, for error messages.
  public static let expected =
    "cell, off or a voltage, 0mV ... 10000mV, or capacitor:CAPACITANCE,VOLTAGE (such as capacitor:100mF,3V; 1uF ... 1000F, "
    + "0V ... 10V), with any of ,esr:OHMS (such as 200mohm) ,leak:CURRENT (2uA) ,full:VOLTAGE ,cut-off:VOLTAGE ,release:VOLTAGE"

  private static let farads = ["uF": 1e3, "mF": 1e6, "F": 1e9]
  private static let volts = ["mV": 1e3, "V": 1e6]
  private static let ohms = ["mohm": 1.0, "ohm": 1e3]
  private static let amperes = ["nA": 1e3, "uA": 1e6, "mA": 1e9]

  /// Reads one of `expected`; `nil` for anything else.
  public static func parse(_ text: String) -> Supply? {
    if text == "cell" { return .cell }
    if text == "off" { return .open }
    let prefix = "capacitor:"
    if text.hasPrefix(prefix) { return capacitor(text.dropFirst(prefix.count)).map { .capacitor($0) } }
    guard text.hasSuffix("mV"), let millivolts = Int64(text.dropLast(2)), (0...10_000).contains(millivolts) else {
      return nil
    }
    return .bench(microvolts: millivolts * 1_000)
  }

  private static func capacitor(_ text: Substring) -> CapacitorSupply? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 2, let nanofarads = whole(parts[0], farads, 1_000...1_000_000_000_000),
      let microvolts = whole(parts[1], volts, 0...10_000_000)
    else { return nil }
    var plan = CapacitorSupply(nanofarads: nanofarads, microvolts: microvolts)
    var said: Set<Substring> = []
    for part in parts.dropFirst(2) {
      let words = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2, said.insert(words[0]).inserted else { return nil }
      func level() -> Int64? { whole(String(words[1]), volts, 0...10_000_000) }
      switch words[0] {
      case "esr":
        guard let milliohms = whole(String(words[1]), ohms, 1...1_000_000) else { return nil }
        plan.milliohms = milliohms
      case "leak":
        guard let leakage = whole(String(words[1]), amperes, 0...1_000_000_000_000) else { return nil }
        plan.leakage = leakage
      case "full":
        guard let full = level(), full >= max(microvolts, 1_000) else { return nil }
        plan.fullMicrovolts = full
      case "cut-off":
        guard let cutOff = level() else { return nil }
        // The hysteresis is kept unless the release is said too.
        if !said.contains("release") { plan.releaseMicrovolts += cutOff - plan.cutOffMicrovolts }
        plan.cutOffMicrovolts = cutOff
      case "release":
        guard let release = level() else { return nil }
        plan.releaseMicrovolts = release
      default: return nil
      }
    }
    return plan.releaseMicrovolts >= plan.cutOffMicrovolts ? plan : nil
  }

  /// As `parse` takes it; of a capacitor with everything said.
  public static func describe(_ supply: Supply) -> String {
    switch supply {
    case .cell: return "cell"
    case .open: return "off"
    case .bench(let microvolts): return "\(microvolts / 1_000)mV"
    case .capacitor(let plan):
      let whole = [
        quantity(plan.nanofarads, farads, "uF"), quantity(plan.microvolts, volts, "mV"),
        "esr:" + quantity(plan.milliohms, ohms, "mohm"), "leak:" + quantity(plan.leakage, amperes, "nA"),
        "full:" + quantity(plan.fullMicrovolts, volts, "mV"), "cut-off:" + quantity(plan.cutOffMicrovolts, volts, "mV"),
        "release:" + quantity(plan.releaseMicrovolts, volts, "mV"),
      ]
      return "capacitor:" + whole.joined(separator: ",")
    }
  }

  /// A number with one of the units, in the scale of the factors, to a whole number in `range`.
  private static func whole(_ text: String, _ units: [String: Double], _ range: ClosedRange<Int64>) -> Int64? {
    for (unit, factor) in units.sorted(by: { $0.key.count > $1.key.count }) where text.hasSuffix(unit) {
      let digits = text.dropLast(unit.count)
      guard digits.wholeMatch(of: /[0-9]+(?:\.[0-9]+)?/) != nil, let value = Double(digits) else { continue }
      let scaled = (value * factor).rounded()
      return scaled >= Double(range.lowerBound) && scaled <= Double(range.upperBound) ? Int64(scaled) : nil
    }
    return nil
  }

  /// In the largest unit that has it as a whole number, else in `least` with what is behind the point.
  private static func quantity(_ value: Int64, _ units: [String: Double], _ least: String) -> String {
    let whole = units.sorted { $0.value > $1.value }.first { value != 0 && value % Int64($0.value) == 0 }
    if let (unit, factor) = whole { return "\(value / Int64(factor))\(unit)" }
    let factor = Int64(units[least] ?? 1)
    let (before, behind) = value.quotientAndRemainder(dividingBy: factor)
    guard behind != 0 else { return "\(before)\(least)" }
    var digits = String(String(behind + factor).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return "\(before).\(digits)\(least)"
  }
}
