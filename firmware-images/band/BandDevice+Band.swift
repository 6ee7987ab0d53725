/// The band's own group, 66.
///
/// | command | request | reply |
/// | --- | --- | --- |
/// | 0 vitals, read | | what the band knows now |
/// | 1 history, read | `start`: an entry's number, `count` | `first`, `end`, `next`, `minutes` |
/// | 2 self-test, write | | `passed`, and a result a part |
/// | 3 notification, write | `text`: up to 40 bytes of UTF-8, `buzz`: 0 to 5, default 2 | |
/// | 4 ship, write | | |
///
/// `minutes` has an array an entry: number, seconds since 1970 in civil time at which the minute began, steps, heart
/// rate (0 without a reading), movement, percent of charge, whether plugged in. Entries are numbered through; without
/// `start` the last ones come, and the next request starts at what `next` says until that is `end`.
extension BandDevice {
  private static let mostEntries: UInt32 = 32
  /// From 1970 to 2000.
  private static let epoch: UInt64 = 946_684_800

  var userGroupCount: Int { 1 }
  func userGroup(_ index: Int) -> (group: UInt16, name: StaticString, handlers: Int) { (SMPGroup.band, "band", 5) }

  mutating func handle(_ header: SMPHeader, _ request: CBORContainer, reply: inout CBORWriter) -> SMPResult {
    guard header.group == SMPGroup.band else { return .failed(.notSupported) }
    switch (header.command, header.operation) {
    case (BandCommand.vitals, .read): return vitals(&reply)
    case (BandCommand.history, .read): return history(request, &reply)
    case (BandCommand.selfTest, .write): return selfTest(&reply)
    default: return takeWish(header, request, &reply)
    }
  }

  private mutating func vitals(_ reply: inout CBORWriter) -> SMPResult {
    reply.map(10)
    reply.text("time")
    var text = reply.beginText()
    dateTime()?.write(to: &text)
    reply.endText(text)
    reply.field("steps", Today.steps)
    reply.field("goal", Settings.current.goal)
    reply.field("cadence", Statistic.cadence.value)
    reply.field("heart_rate", Statistic.heartRate.value)
    reply.field("measuring", Board.isPulseOn)
    reply.field("battery_mv", Statistic.batteryMillivolts.value)
    reply.field("battery_percent", Statistic.chargePercent.value)
    reply.text("charge")
    reply.text((ChargeState(rawValue: Statistic.chargeState.value) ?? .none).name)
    reply.field("display", Board.isPanelOn)
    return .done
  }

  private func history(_ request: CBORContainer, _ reply: inout CBORWriter) -> SMPResult {
    let first = Activity.log.first
    let end = Activity.log.end
    guard let wanted = request.number("count", or: UInt64(Self.mostEntries)) else { return .failed(.invalid) }
    let count = UInt32(truncatingIfNeeded: min(wanted, UInt64(Self.mostEntries)))
    let newest = end - min(count, end - first)
    guard let from = request.number("start", or: UInt64(newest)) else { return .failed(.invalid) }
    let start = UInt32(truncatingIfNeeded: min(max(from, UInt64(first)), UInt64(end)))
    var next = start
    var found = 0
    while next < end, found < Int(count) {
      if Activity.entry(next) != nil { found += 1 }
      next += 1
    }
    reply.map(4)
    reply.field("first", first)
    reply.field("end", end)
    reply.field("next", next)
    reply.text("minutes")
    reply.array(found)
    for number in start..<next {
      guard let entry = Activity.entry(number) else { continue }
      reply.array(7)
      reply.unsigned(UInt64(number))
      reply.unsigned(UInt64(entry.minute) * 60 + Self.epoch)
      reply.unsigned(UInt64(entry.steps))
      reply.unsigned(UInt64(entry.heartRate))
      reply.unsigned(UInt64(entry.movement))
      reply.unsigned(UInt64(entry.percent))
      reply.boolean(entry.isPlugged)
    }
    return .done
  }

  private func selfTest(_ reply: inout CBORWriter) -> SMPResult {
    let result = SelfTest.run()
    reply.map(5)
    reply.field("passed", result.isPassed)
    reply.field("accelerometer", result.accelerometer)
    reply.field("heart_rate", result.heartRate)
    reply.field("battery", result.battery)
    reply.field("flash", result.flash)
    return .done
  }
}
