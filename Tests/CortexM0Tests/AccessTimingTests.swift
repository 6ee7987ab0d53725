import Conformance
import Machine
import Testing

@testable import CortexM0

/// Memory that is behind something: the CPU waits for what is not at hand, and for nothing else.
struct AccessTimingTests {
  /// A board whose flash has a timing: a fetch takes `fetch` cycles and brings a word, a load takes `load` and brings none.
  private func board(_ program: [UInt16], fetch: Int, load: Int) -> (board: TestBoard, timing: AccessTiming) {
    let board = TestBoard(program, hasTiming: true)
    let timing = board.flash.makeTiming()
    timing.fetch = { [unowned timing] offset, _ in
      timing.set(offset & ~3..<(offset & ~3) + 4, to: AccessTiming.Presence.fetched)
      return fetch
    }
    timing.load = { _ in load }
    board.cpu.reset()
    return (board, timing)
  }

  @Test func eachWordIsWaitedForOnce() {
    // MOVS R0, #10; SUBS R0, #1; BNE back; WFI: two words.
    let program: [UInt16] = [0x200A, 0x3801, 0xD1FD, 0xBF30]
    let (slow, timing) = board(program, fetch: 7, load: 100)
    let fast = TestBoard(program)
    for board in [slow, fast] { board.run(until: .milliseconds(1)) }
    #expect(slow.cpu.cycles == fast.cpu.cycles + 14)
    #expect(slow.cpu.instructions == fast.cpu.instructions)
    #expect(timing.instructions.pointee == slow.cpu.instructions)
  }

  /// LDR R0 from behind the code, which fetches do not bring.
  @Test func loadsWaitUnlessTheWordIsHeld() {
    for isHeld in [false, true] {
      let program: [UInt16] = [0x4801, 0x4801, 0xBF30, 0xBF00, 0x5678, 0x1234, 0, 0]
      let (slow, timing) = board(program, fetch: 1, load: 30)
      if isHeld { timing.set(0x100..<0x110, to: AccessTiming.Presence.held) }
      slow.run(until: .milliseconds(1))
      #expect(slow.cpu.register(0) == 0x1234_5678)
      #expect(timing.heldLoads.pointee == (isHeld ? 2 : 0))
      #expect(slow.cpu.cycles == 2 + 2 + 2 + (isHeld ? 0 : 60 + 2))
    }
  }

  @Test func whatGoesHasToBeWaitedForAgain() {
    // B to itself.
    let (slow, timing) = board([0xE7FE], fetch: 20, load: 0)
    slow.run(until: .microseconds(100))
    let before = slow.cpu.cycles
    let executed = slow.cpu.instructions
    timing.set(0x100..<0x104, to: AccessTiming.Presence.absent)
    slow.run(until: .microseconds(200))
    #expect(slow.cpu.cycles - before == 20 + 3 * (slow.cpu.instructions - executed))
  }

  /// A memory does not keep what was decoded of it: it is told to forget that before it goes.
  @Test func codeThatIsDecodedAnewIsForgottenFirst() {
    let (slow, timing) = board([0xE7FE], fetch: 20, load: 0)
    slow.run(until: .microseconds(100))
    #expect(timing.changed != nil)
    let (before, executed) = (slow.cpu.cycles, slow.cpu.instructions)
    let watching = slow.cpu.watchReached { _ in }
    defer { watching.end() }
    #expect(timing.changed == nil)
    timing.set(0x100..<0x104, to: AccessTiming.Presence.absent)
    slow.run(until: .microseconds(200))
    #expect(timing.changed != nil)
    #expect(slow.cpu.cycles - before == 20 + 3 * (slow.cpu.instructions - executed))
  }

  /// The vector comes from the same memory, and so does the handler.
  @Test func anInterruptIsTakenBeforeTheInstructionThatWaited() {
    let (slow, _) = board([0xBF00, 0xBF00, 0xBF00, 0xE7FE], fetch: 40, load: 9)
    slow.setVector(16, 0x201)
    slow.place([0xE7FE], at: 0x200)
    slow.bus.write(0xE000_E100, width: 4, value: 1)
    let line = slow.cpu.interrupts[0].driver("test")
    // In the wait for the second word.
    let alarm = slow.emulation.alarm("request") { _ in line.value = true }
    alarm.set(at: slow.cpu.clock.time(ofEdge: 60))
    slow.run(until: slow.cpu.clock.time(ofEdge: 82 + 12))
    #expect(slow.cpu.instructions == 2)
    slow.run(until: slow.cpu.clock.time(ofEdge: 82 + 16 + 9 + 40))
    #expect(slow.cpu.programCounter == 0x200)
    #expect(slow.cpu.cycles == 82 + 16 + 9 + 40)
  }
}
