import CortexM0
import Machine
import Session

/// What a client does with one thread of a kernel.
extension Debuggee {
  /// Whether the thread that the processor runs is this one, in no exception.
  private func isIn(_ thread: UInt32) -> Bool { cpu.currentException == 0 && threads.current == thread }

  /// Goes on until a thread runs that does not now, and steps there.
  func stepLater(_ thread: UInt32, through range: Range<UInt32>?) {
    guard let address = threads.context(of: thread)?.value(of: RegisterFile.programCounter, threads.memory) else {
      return motion = .stepping(from: place, through: range, in: nil)
    }
    wait(for: thread, at: address, .waiting(for: thread, from: nil, through: range))
  }

  /// A step in a thread has come to an exception, which may lead to other threads: goes on until it is back.
  func waitForReturn(of thread: UInt32, from start: Place, through range: Range<UInt32>?) -> Bool {
    // At the first instruction of an exception LR says which stack has the frame: 0xFFFFFFFD is the process stack (ARMv6-M
    // Architecture Reference Manual, B1.5.8).
    guard cpu.currentException != 0, cpu.register(14) == 0xFFFF_FFFD,
      let address = threads.memory.word(cpu.processStackPointer &+ 24)
    else { return false }
    // Where the exception came before the instruction, that one is still to be executed.
    let isDone = place.count != start.count
    wait(for: thread, at: address & ~1, .waiting(for: thread, from: isDone ? start : nil, through: range))
    return true
  }

  private func wait(for thread: UInt32, at address: UInt32, _ waiting: Motion) {
    motion = waiting
    arrival = chip.bus.watchAccesses(address...address, [.fetch]) { [unowned self] access in
      guard access.address == address, purpose == .stop, case .waiting = motion, isIn(thread) else { return }
      // No stop, but the end of the wait.
      if pending == nil { pending = .step }
      chip.endRun()
      cpu.halt()
    }
  }

  /// What a client has asked for is there, or not wanted any more.
  func endWait() { arrival = nil }

  // MARK: Registers

  /// A register's bytes as a thread has it, `nil` for the one that runs; `nil` where that is not known.
  func bytes(of register: Int, in context: SavedContext?) -> [UInt8]? {
    // What the run has cost, and the main stack, are the same for all.
    guard let context, register <= 16 || 18...20 ~= register else { return RegisterFile.bytes(register, of: self) }
    return context.value(of: register, threads.memory).map { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
    }
  }

  /// What to write for a register of a thread; `nil` for one that is not in memory where the thread does not run.
  func write(_ register: Int, _ value: UInt32, in context: SavedContext?) -> DebuggerWrite? {
    guard let context else { return .register(register, value) }
    guard let address = context.address(of: register), threads.memory.word(address) != nil else { return nil }
    return .memory(address, (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) })
  }
}
