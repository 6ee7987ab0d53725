/// What there is room for of the band's own over SMP: its group 66 has the vitals alone.
extension BandDevice {
  static let group: UInt16 = 66

  var userGroupCount: Int { 1 }
  func userGroup(_ index: Int) -> (group: UInt16, name: StaticString, handlers: Int) { (Self.group, "band", 1) }

  mutating func handle(_ header: SMPHeader, _ request: CBORContainer, reply: inout CBORWriter) -> SMPResult {
    guard header.group == Self.group, header.command == 0, header.operation == .read else {
      return .failed(.notSupported)
    }
    reply.map(5)
    reply.field("steps", Today.steps)
    reply.field("goal", Settings.current.goal)
    reply.field("battery_mv", Statistic.batteryMillivolts.value)
    reply.field("battery_percent", Statistic.chargePercent.value)
    reply.text("charge")
    reply.text((ChargeState(rawValue: Statistic.chargeState.value) ?? .none).name)
    return .done
  }
}
