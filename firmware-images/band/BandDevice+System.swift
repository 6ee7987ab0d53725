/// What there is to tell of the running firmware: its one thread, its buffers, its counters.
extension BandDevice {
  var taskCount: Int { 1 }

  /// The main loop, which sleeps whenever it has nothing to do. Ticks are of 1/1024 s.
  mutating func task(_ index: Int) -> SMPTask {
    Timebase.update()
    return SMPTask(
      "main", stackUsed: stack_used(), stackSize: stack_size(), switches: Statistic.wakeups.value,
      runtime: Timebase.now &- Timebase.slept)
  }

  var memoryPoolCount: Int { 2 }

  /// The rings of the cable, byte by byte.
  mutating func memoryPool(_ index: Int) -> SMPMemoryPool {
    let ring = index == 0 ? Cable.receiveUse : Cable.sendUse
    return SMPMemoryPool(
      index == 0 ? "cable_rx" : "cable_tx", blockSize: 1, blocks: ring.size, free: ring.size &- ring.used,
      leastFree: ring.size &- ring.most)
  }

  #if !BOARD_TRACKER || TRACKER_SLOTS
    var bootloader: SMPBootloader? { SMPBootloader("MCUboot", mode: 1) }
  #endif

  // MARK: Statistics

  var statisticsGroupCount: Int { 3 }

  func statisticsGroupName(_ group: Int) -> StaticString {
    switch group {
    case 0: "band"
    case 1: "link"
    default: "flash"
    }
  }

  func statisticsFieldCount(_ group: Int) -> Int {
    switch group {
    case 0: Statistic.allCases.count
    case 1: 5
    default: 4
    }
  }

  func statisticsFieldName(_ group: Int, _ field: Int) -> StaticString {
    switch (group, field) {
    case (0, _): Statistic(rawValue: field)?.name ?? ""
    case (1, 0): "bad_checksum"
    case (1, 1): "bad_length"
    case (1, 2): "bad_encoding"
    case (1, 3): "no_start"
    case (1, _): "not_finished"
    case (_, 0): "activity_first"
    case (_, 1): "activity_end"
    case (_, 2): "activity_failures"
    default: "settings_changes"
    }
  }

  mutating func statisticsValue(_ group: Int, _ field: Int) -> UInt64 {
    let drops = Link.drops
    let value: UInt32 =
      switch (group, field) {
      case (0, _): Statistic(rawValue: field)?.value ?? 0
      case (1, 0): drops.checksum
      case (1, 1): drops.length
      case (1, 2): drops.encoding
      case (1, 3): drops.orphan
      case (1, _): drops.unfinished
      case (_, 0): Activity.log.first
      case (_, 1): Activity.log.end
      case (_, 2): Activity.failures
      default: Settings.changes
      }
    return UInt64(value)
  }
}
