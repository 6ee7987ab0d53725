import Formats
import Machine

/// What the contacts of the band's cell are connected to, as commands, scenarios and event files write it.
public enum SupplyText {
  /// What `parse` takes, for error messages.
  public static let expected =
    "cell, off or a voltage, 0mV ... 10000mV, or capacitor:CAPACITANCE,VOLTAGE (such as capacitor:100mF,3V; 1uF ... 1000F, "
    + "0V ... 10V), with any of ,esr:OHMS (such as 200mohm) ,leak:CURRENT (2uA) ,full:VOLTAGE ,cut-off:VOLTAGE ,release:VOLTAGE"

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
    guard parts.count >= 2,
      let nanofarads = SupplyQuantity.whole(parts[0], SupplyQuantity.farads, 1_000...1_000_000_000_000),
      let microvolts = SupplyQuantity.whole(parts[1], SupplyQuantity.volts, 0...10_000_000)
    else { return nil }
    var plan = CapacitorSupply(nanofarads: nanofarads, microvolts: microvolts)
    var said: Set<Substring> = []
    for part in parts.dropFirst(2) {
      let words = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2, said.insert(words[0]).inserted else { return nil }
      func level() -> Int64? { SupplyQuantity.whole(String(words[1]), SupplyQuantity.volts, 0...10_000_000) }
      switch words[0] {
      case "esr":
        guard let milliohms = SupplyQuantity.whole(String(words[1]), SupplyQuantity.ohms, 1...1_000_000) else {
          return nil
        }
        plan.milliohms = milliohms
      case "leak":
        guard let leakage = SupplyQuantity.whole(String(words[1]), SupplyQuantity.amperes, 0...1_000_000_000_000) else {
          return nil
        }
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
      let words = [
        SupplyQuantity.text(plan.nanofarads, SupplyQuantity.farads, "uF"),
        SupplyQuantity.text(plan.microvolts, SupplyQuantity.volts, "mV"),
        "esr:" + SupplyQuantity.text(plan.milliohms, SupplyQuantity.ohms, "mohm"),
        "leak:" + SupplyQuantity.text(plan.leakage, SupplyQuantity.amperes, "nA"),
        "full:" + SupplyQuantity.text(plan.fullMicrovolts, SupplyQuantity.volts, "mV"),
        "cut-off:" + SupplyQuantity.text(plan.cutOffMicrovolts, SupplyQuantity.volts, "mV"),
        "release:" + SupplyQuantity.text(plan.releaseMicrovolts, SupplyQuantity.volts, "mV"),
      ]
      return "capacitor:" + words.joined(separator: ",")
    }
  }
}
