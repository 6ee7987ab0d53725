import Machine

/// Memory whose reads take a time that depends on earlier ones.
extension CPU {
  /// Waits for the bytes of the instruction at PC, both halves; `false` where they are at hand.
  func waitForInstruction(_ region: CodeRegion) -> Bool {
    let index = Int((pc &- region.base) / 2)
    guard let timing = region.timing, let first = region.absentByte(of: index) else { return false }
    let continues = first != region.offset + 2 * index
    timing._withUnsafeGuaranteedRef { timing in
      spend(timing.fetch(first, continues))
      if !continues, let second = region.absentByte(of: index), second != first { spend(timing.fetch(second, true)) }
    }
    return true
  }

  /// A load from a memory with a timing, whose page has these bytes and the presence of these words.
  @inline(__always)
  func timedRead(
    _ bytes: UnsafeMutableRawPointer, _ words: UnsafeMutablePointer<UInt8>, _ heldLoads: UnsafeMutablePointer<UInt64>,
    _ address: UInt32, _ width: Int, _ left: Int, _ extra: Int
  ) -> UInt32 {
    let place = Int(address & 0xFFF)
    if words[place >> 2] != AccessTiming.Presence.held {
      waitForData(address, left, extra)
    } else {
      heldLoads.pointee &+= 1
      remaining = left
      abort = nil
      slowWait = 0
    }
    return Bus.load(bytes, place, width)
  }

  @inline(never)
  func waitForData(_ address: UInt32, _ left: Int, _ extra: Int) {
    begin(left, extra)
    // Memory: no block has a steady state for it.
    if watch.isTracing { watch.accesses.append(UInt64(address) << 1) }
    let wait = bus.timedPlace(address).map { $0.timing.load($0.offset) } ?? 0
    finish(address, .unmappedRead, left, wait: wait)
  }

  /// Extra cycles of a read that is not an instruction's: of a vector, or of the stack at the end of an exception.
  func readWait(_ address: UInt32) -> Int {
    guard let place = bus.timedPlace(address) else { return dataWait(address) }
    guard place.timing.words[place.offset >> 2] == AccessTiming.Presence.held else {
      return place.timing.load(place.offset)
    }
    place.timing.heldLoads.pointee &+= 1
    return 0
  }

  /// Tells the present region's timing of the instructions that it has not heard of yet, up to the latest slow access.
  func settleInstructions() {
    guard isExecuting, let count = region?.instructions else { return }
    let executed = cycles &- firstCycle &- UInt64(bitPattern: Int64(extraCycles))
    count.pointee &+= executed &- toldInstructions
    toldInstructions = executed
  }
}
