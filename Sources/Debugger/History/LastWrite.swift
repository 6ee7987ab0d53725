import Machine

/// The latest write to some addresses.
struct LastWrite: Equatable {
  var programCounter: UInt32
  var address: UInt32
  var value: UInt32
  /// When, to the instruction's end at the latest.
  var time: Tick
}

extension Debuggee {
  /// The latest write to a range before here, whoever did it; `nil` where there was none. The machine is then where it was.
  func lastWrite(_ range: ClosedRange<UInt32>) -> LastWrite? {
    let here = position
    var found: LastWrite?
    let watching = chip.bus.watchAccesses(range, [.write]) { [unowned self] access in
      found = LastWrite(
        programCounter: access.programCounter, address: access.address, value: access.value, time: now)
    }
    repeating {
      var bound = here
      for entry in Array(history.entries(before: here)) {
        goBack(to: entry)
        while position < bound, !run.isEnding(), !isInterrupted() {
          if now < bound.time { repeatRun(until: bound.time) } else { pastFault() }
        }
        if found != nil || position < bound { break }
        bound = entry.position
      }
      watching.end()
      go(to: here)
    }
    return found
  }
}
