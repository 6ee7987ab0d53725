/// What there is room for of the band's own over SMP: its group 66 has a part of the vitals, notifications and ship mode.
extension BandDevice {
  var userGroupCount: Int { 1 }
  func userGroup(_ index: Int) -> (group: UInt16, name: StaticString, handlers: Int) { (SMPGroup.band, "band", 3) }

  mutating func handle(_ header: SMPHeader, _ request: CBORContainer, reply: inout CBORWriter) -> SMPResult {
    guard header.group == SMPGroup.band else { return .failed(.notSupported) }
    guard header.command == BandCommand.vitals, header.operation == .read else {
      return takeWish(header, request, &reply)
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
