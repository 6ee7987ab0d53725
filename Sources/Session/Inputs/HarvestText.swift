import Machine

/// What an energy harvester gives, as commands, scenarios and event files write it.
public enum HarvestText {
  /// What `parse` takes, for error messages.
  public static let expected =
    "off, a current (20uA, up to 1000mA), a power (50uW, up to 1000mW) with or without its open-circuit voltage (50uW@300mV), "
    + "or light (300lux, up to 200000lux)"
  /// The open-circuit voltage of a power that says none, in microvolts.
  private static let openCircuit: Int64 = 1_000_000

  /// Reads one of `expected`; `nil` for anything else.
  public static func parse(_ text: String) -> HarvestSource? {
    if text == "off" { return HarvestSource.off }
    if let current = SupplyQuantity.whole(text, SupplyQuantity.amperes, 0...1_000_000_000_000) {
      return .current(current)
    }
    if let millilux = SupplyQuantity.whole(text, SupplyQuantity.lux, 0...200_000_000) {
      return .light(millilux: millilux)
    }
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let nanowatts = SupplyQuantity.whole(parts[0], SupplyQuantity.watts, 0...1_000_000_000) else { return nil }
    guard parts.count == 2 else { return .power(nanowatts: nanowatts, openCircuit: openCircuit) }
    return SupplyQuantity.whole(parts[1], SupplyQuantity.volts, 0...10_000_000).map {
      .power(nanowatts: nanowatts, openCircuit: $0)
    }
  }

  /// As `parse` takes it.
  public static func describe(_ source: HarvestSource) -> String {
    switch source {
    case .off: "off"
    case .current(let current): SupplyQuantity.text(current, SupplyQuantity.amperes, "nA")
    case .power(let nanowatts, let openCircuit):
      SupplyQuantity.text(nanowatts, SupplyQuantity.watts, "nW")
        + (openCircuit == Self.openCircuit ? "" : "@" + SupplyQuantity.text(openCircuit, SupplyQuantity.volts, "mV"))
    case .light(let millilux): SupplyQuantity.text(millilux, SupplyQuantity.lux, "lux")
    }
  }
}
