import Machine

/// Accesses that the page tables do not serve: peripherals, partly mapped pages, memory that holds code, and failures.
///
/// `remaining` goes in and out beside the arguments: the interpreter's budget, whose zero is at cycle `end`.
extension CPU {
  @inline(never)
  func slowRead(
    _ address: UInt32, _ width: Int, _ left: Int, _ extra: Int, _ ip: UnsafeMutablePointer<Instruction>
  ) -> UInt32 {
    accessPlace = ip
    slowWait = 0
    guard address & UInt32(truncatingIfNeeded: width &- 1) == 0 else {
      return fail(.unalignedRead, address, left)
    }
    let page = Int(address >> 12)
    let kind = pageKinds[page]
    if kind != PageKind.none {
      if kind == PageKind.timed {
        let timed = timedPages[page]
        if let bytes = timed.bytes {
          return timedRead(bytes, timed.words, timed.heldLoads, address, width, left, extra)
        }
      } else if kind == PageKind.watched {
        return watchedRead(address, width, left, extra)
      } else if kind == PageKind.partly, let place = bus.timedPlace(address) {
        // As if its page began there.
        let offset = place.offset - Int(address & 0xFFF)
        return timedRead(
          place.memory.bytes + offset, place.timing.words + offset / 4, place.timing.heldLoads, address, width, left,
          extra)
      }
    }
    begin(left, extra)
    let value =
      kind == PageKind.none ? bus.readPeripheral(address, width: width) : bus.readSlow(address, width: width)
    noteRead(address, value, left)
    finish(address, .unmappedRead, left, wait: kind == PageKind.none ? 0 : dataWait(address))
    return value
  }

  /// For busy-waits.
  @inline(__always)
  private func noteRead(_ address: UInt32, _ value: UInt32, _ left: Int) {
    if watch.isTracing {
      watch.accesses.append(UInt64(address) << 1)
    } else if watch.isWaiting(address, value, left) {
      watch.isSuspicious = true
      mustLeave = true
    }
  }

  @inline(never)
  func slowWrite(
    _ address: UInt32, _ width: Int, _ value: UInt32, _ left: Int, _ extra: Int,
    _ ip: UnsafeMutablePointer<Instruction>
  ) {
    accessPlace = ip
    slowWait = 0
    guard address & UInt32(truncatingIfNeeded: width &- 1) == 0 else {
      _ = fail(.unalignedWrite, address, left)
      return
    }
    // Data beside code in RAM is common: no need for exact time there.
    let page = Int(address >> 12)
    if let bytes = UnsafeMutableRawPointer(bitPattern: codePages[page].place),
      !codePages[page].granules[Int(address & 0xFFF) / Memory.granule]
    {
      store(bytes + Int(address), width, value)
      remaining = left
      abort = nil
      return
    }
    if let region, region.memory.isWritable, pageKinds[page] != PageKind.watched,
      address &- region.base <= region.length &- UInt32(truncatingIfNeeded: width)
    {
      let offset = region.offset + Int(address &- region.base)
      store(region.memory.bytes + offset, width, value)
      codeChanged(region.memory, offset, width)
      slowWait = dataWait(address)
      remaining = left
      abort = nil
      return
    }
    begin(left, extra)
    bus.writeSlow(address, width: width, value: value)
    if watch.isTracing { watch.accesses.append(UInt64(address) << 1 | 1) }
    finish(address, .unmappedWrite, left, wait: pageKinds[page] == PageKind.none ? 0 : dataWait(address))
  }

  private func store(_ place: UnsafeMutableRawPointer, _ width: Int, _ value: UInt32) {
    switch width {
    case 4: place.storeBytes(of: value, as: UInt32.self)
    case 2: place.storeBytes(of: UInt16(truncatingIfNeeded: value), as: UInt16.self)
    default: place.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
    }
  }

  /// A read where somebody watches, which the bus tells; memory takes the time that it takes otherwise.
  @inline(never)
  private func watchedRead(_ address: UInt32, _ width: Int, _ left: Int, _ extra: Int) -> UInt32 {
    begin(left, extra)
    let value = bus.readSlow(address, width: width)
    noteRead(address, value, left)
    let wait = bus.faulted ? 0 : readWait(address)
    finish(address, .unmappedRead, left, wait: wait)
    return value
  }

  private func fail(_ cause: FaultCause, _ address: UInt32, _ left: Int) -> UInt32 {
    abort = cause
    abortAddress = address
    remaining = left
    return 0
  }

  /// Brings the machine to the time of the access: one cycle after the instruction's start, or the previous access.
  func begin(_ left: Int, _ extra: Int) {
    extraCycles = extra
    cycles = end &- UInt64(bitPattern: Int64(left))
    accessTime = time
    scheduler.advance(to: accessTime)
    abort = nil
  }

  /// Looks for what the access may have caused: a fault, a restart, an exception, an alarm, another clock or map. `wait` is what it
  /// takes beside a cycle.
  func finish(_ address: UInt32, _ cause: FaultCause, _ left: Int, wait: Int) {
    remaining = left
    slowWait = wait
    if bus.faulted {
      bus.faulted = false
      abort = cause
      abortAddress = address
    }
    if wasRestarted { abort = cause }
    // What stalls the processor moves time itself.
    if scheduler.now > accessTime {
      alignToClock()
      mustLeave = true
    }
    if ready != 0 || mustLeave || bus.generation != generation || condition != .running {
      end = cycles
      remaining = 0
    } else if scheduler.nextDeadline != deadlineSeen {
      setBudget()
      // A piece of a budget ends with it: what follows is planned anew.
      if isStretch { end = cycles }
      remaining = Int(end &- cycles)
    }
  }

  /// Sets `end` to the first cycle at or after the run's limit and the next alarm, or nearer where bursts are shorter.
  func setBudget() {
    deadlineSeen = scheduler.nextDeadline
    if isSingleStep || watchesInstructions {
      end = cycles &+ 1
      return
    }
    let target = min(limit, deadlineSeen)
    let edges = target > anchor ? min(rate.firstEdge(atOrAfter: target &- anchor), 1 << 62) : 0
    let final = edges &+ origin
    let ahead = Int64(bitPattern: final &- cycles)
    end = ahead > 0 ? cycles &+ UInt64(bitPattern: min(ahead, longestBurst)) : cycles
  }

  /// Forgets what was decoded from changed bytes.
  func codeChanged(_ memory: Memory, _ offset: Int, _ count: Int) {
    for region in regions where region.memory === memory { region.invalidate(offset..<offset + count) }
  }
}
