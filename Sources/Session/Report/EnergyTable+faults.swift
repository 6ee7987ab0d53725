/// The faults that the firmware took.
extension EnergyTable {
  package static func faults(_ report: Report) -> [String] {
    guard let faults = report.firmwareFaults else { return [] }
    guard faults.count > 1 else { return lines("fault            ", faults.first) }
    return ["faults           \(faults.count) taken by the firmware"]
      + lines("  first          ", faults.first) + lines("  last           ", faults.last)
  }

  private static func lines(_ title: String, _ fault: FirmwareFaultReport) -> [String] {
    func place(_ address: String, _ symbol: String?) -> String { address + (symbol.map { " \($0)" } ?? "") }
    let accessed = fault.address.map { " (\($0))" } ?? ""
    // A recursion would name itself again and again.
    var callers: [String] = []
    for symbol in fault.stack.compactMap(\.symbol) where callers.last != symbol && callers.count < 4 {
      callers.append(symbol)
    }
    var lines = [
      "\(title)at \(clock(fault.seconds)): \(fault.explanation)\(accessed)",
      "                 PC \(place(fault.pc, fault.pcSymbol)), LR \(place(fault.lr, fault.lrSymbol)), SP \(fault.sp)",
    ]
    if !callers.isEmpty { lines.append("                 on the stack: " + callers.joined(separator: ", ")) }
    return lines
  }
}
