import Machine

/// Memory whose reads take a time that depends on earlier ones.
extension CPU {
  /// Waits for the bytes of the instruction at PC, both halves; `false` where they are at hand.
  func waitForInstruction(_ region: CodeRegion) -> Bool {
    let index = Int((pc &- region.base) / 2)
    guard let timing = region.memory.timing, let first = region.absentByte(of: index) else { return false }
    let continues = first != region.offset + 2 * index
    spend(timing.fetch(first, continues))
    if !continues, let second = region.absentByte(of: index), second != first { spend(timing.fetch(second, true)) }
    return true
  }

  /// A load from the memory with a timing.
  @inline(__always)
  func timedRead(
    _ place: UnsafeMutableRawPointer, _ address: UInt32, _ width: Int, _ left: Int, _ extra: Int
  ) -> UInt32 {
    if let words = timed.words, let bytes = timed.bytes {
      let offset = place - bytes
      if words[offset >> 2] != AccessTiming.Presence.held {
        waitForData(offset, address, left, extra)
      } else {
        if let heldLoads = timed.heldLoads { heldLoads.pointee &+= 1 }
        remaining = left
        abort = nil
        slowWait = 0
      }
    }
    return Bus.load(place, 0, width)
  }

  @inline(never)
  func waitForData(_ offset: Int, _ address: UInt32, _ left: Int, _ extra: Int) {
    begin(left, extra)
    // Memory: no block has a steady state for it.
    if watch.isTracing { watch.accesses.append(UInt64(address) << 1) }
    let wait = bus.timedMemory?.timing?.load(offset) ?? 0
    finish(address, .unmappedRead, left)
    slowWait = wait
  }

  /// Extra cycles of a read that is not an instruction's: of a vector, or of the stack at the end of an exception.
  func readWait(_ address: UInt32) -> Int {
    guard let timing = bus.timedMemory?.timing, let offset = bus.timedOffset(address) else { return dataWait(address) }
    guard timing.words[offset >> 2] == AccessTiming.Presence.held else { return timing.load(offset) }
    timing.heldLoads.pointee &+= 1
    return 0
  }

  /// Tells the present region's timing of the instructions that it has not heard of yet, up to the latest slow access.
  func settleInstructions() {
    guard isExecuting, let count = region?.instructions else { return }
    let executed = cycles &- firstCycle &- UInt64(bitPattern: Int64(extraCycles))
    count.pointee &+= executed &- toldInstructions
    toldInstructions = executed
  }

  func presenceChanged(_ memory: Memory, _ bytes: Range<Int>) {
    for region in regions where region.memory === memory { region.presenceChanged(bytes) }
  }
}
