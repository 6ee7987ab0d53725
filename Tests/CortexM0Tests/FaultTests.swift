import Conformance
import Machine
import Testing

@testable import CortexM0

@Suite struct FaultTests {
  /// A program whose HardFault handler is NOP; NOP; BX LR at 0x400.
  private func board(_ program: [UInt16]) -> TestBoard {
    let board = TestBoard(program)
    board.setVector(2, 0x501)
    board.setVector(3, 0x401)
    board.setVector(11, 0x601)
    board.place([0xBF00, 0xBF00, 0x4770], at: 0x400)
    board.place([0xBF00, 0xDE00, 0x4770], at: 0x500)
    board.place([0x4770], at: 0x600)
    return board
  }

  struct Case: Sendable {
    var code: [UInt16]
    var cause: FaultCause
    var registers: [Int: UInt32] = [:]
    var address: UInt32?
    /// Where the fault is, from the program's start.
    var place: UInt32 = 0
    var cycles: UInt64 = 1
  }

  static let cases: [Case] = [
    Case(code: [0xDE00], cause: .undefinedInstruction),
    Case(code: [0xF7F0, 0xA000], cause: .undefinedInstruction),
    Case(code: [0xB100], cause: .undefinedInstruction),
    Case(code: [0xBE55], cause: .breakpoint),
    Case(code: [0x6808], cause: .unalignedRead, registers: [1: 0x20_0002], address: 0x20_0002),
    Case(code: [0x8808], cause: .unalignedRead, registers: [1: 0x20_0001], address: 0x20_0001),
    Case(code: [0x6008], cause: .unalignedWrite, registers: [1: 0x20_0001], address: 0x20_0001),
    Case(code: [0x8008], cause: .unalignedWrite, registers: [1: 0x20_0003], address: 0x20_0003),
    Case(code: [0xC90C], cause: .unalignedRead, registers: [1: 0x20_0002], address: 0x20_0002),
    Case(code: [0xC10C], cause: .unalignedWrite, registers: [1: 0x20_0002], address: 0x20_0002),
    Case(code: [0x6808], cause: .unmappedRead, registers: [1: 0x0900_0000], address: 0x0900_0000),
    Case(code: [0x7808], cause: .unmappedRead, registers: [1: 0x6000_0001], address: 0x6000_0001),
    Case(code: [0x6008], cause: .unmappedWrite, registers: [1: 0xA000_0000], address: 0xA000_0000),
    Case(code: [0x6008], cause: .unmappedWrite, registers: [1: 0x0000_0200], address: 0x0000_0200),
    Case(code: [0x4708], cause: .notThumb, registers: [1: 0x200], place: 0x100),
    Case(code: [0x4708], cause: .fetch, registers: [1: 0x4000_0001], address: 0x4000_0000, place: 0x3FFF_FF00),
    Case(code: [0x4708], cause: .fetch, registers: [1: 0xE000_E001], address: 0xE000_E000, place: 0xE000_DF00),
    Case(code: [0x4708], cause: .fetch, registers: [1: 0xFFFF_FFF9], address: 0xFFFF_FFF8, place: 0xFFFF_FEF8),
    Case(code: [0xB672, 0xDF01], cause: .supervisorCallBlocked, place: 2),
  ]

  @Test(arguments: cases) func faultsAreHardFaults(_ item: Case) throws {
    let board = board(item.code)
    for (index, value) in item.registers { board.cpu.setRegister(index, to: value) }
    board.cpu.setRegister(2, to: 0x2222_2222)
    board.cpu.setRegister(3, to: 0x3333_3333)
    while board.cpu.lastFault == nil, board.cpu.instructions < 5 { board.cpu.step() }
    let fault = try #require(board.cpu.lastFault)
    #expect(fault.cause == item.cause)
    #expect(fault.programCounter == TestBoard.entry &+ item.place)
    #expect(fault.address == item.address)
    #expect(!fault.lockedUp)
    #expect(fault.registers[2] == 0x2222_2222 && fault.registers[3] == 0x3333_3333)
    for (index, value) in item.registers { #expect(fault.registers[index] == value) }
    while board.cpu.currentException == 0 { board.cpu.step() }
    #expect(board.cpu.currentException == 3)
    #expect(board.cpu.programCounter == 0x400)
    #expect(board.ram.word(at: 0x8000 - 8) == TestBoard.entry &+ item.place)
    #expect(board.cpu.condition == .running)
  }

  @Test func faultWithinHardFaultLocksUp() {
    let board = board([0xDE00])
    board.place([0xBF00, 0x6800], at: 0x400)
    board.cpu.setRegister(0, to: 3)
    board.run(until: .perSecond)
    #expect(board.cpu.condition == .lockedUp)
    #expect(board.cpu.programCounter == 0xFFFF_FFFE)
    #expect(board.cpu.lastFault?.cause == .unalignedRead)
    #expect(board.cpu.lastFault?.lockedUp == true)
    #expect(board.cpu.lastFault?.programCounter == 0x402)
    #expect(board.emulation.now < 100 * 96)
  }

  @Test func nmiReachesAProcessorLockedUpInHardFault() {
    let board = board([0xDE00])
    board.place([0xDE00], at: 0x400)
    board.place([0x4770], at: 0x500)
    board.run(until: .perSecond)
    #expect(board.cpu.condition == .lockedUp)
    board.cpu.nmi.driver("test").value = true
    #expect(board.cpu.condition == .running)
    board.cpu.step()
    board.cpu.step()
    #expect(board.cpu.currentException == 2)
    #expect(board.cpu.register(14) == 0xFFFF_FFF1)
    board.cpu.step()
    board.cpu.step()
    #expect(board.cpu.condition == .lockedUp)
    #expect(board.cpu.currentException == 3)
  }

  @Test func faultWithinNMILocksUpForGood() {
    let board = board([0xBF00])
    board.cpu.nmi.driver("test").value = true
    board.run(until: .perSecond)
    #expect(board.cpu.condition == .lockedUp)
    #expect(board.cpu.currentException == 2)
    let again = board.cpu.nmi.driver("again")
    again.value = true
    #expect(board.cpu.condition == .lockedUp)
  }

  @Test func unusableStackIsAHardFaultThenLockup() {
    let board = board([0xBF00])
    board.cpu.setRegister(13, to: 0x0900_0000)
    board.bus.write(0xE000_ED04, width: 4, value: 1 << 28)
    board.cpu.step()
    #expect(board.cpu.lastFault?.cause == .stacking)
    board.cpu.step()
    #expect(board.cpu.currentException == 3)
    #expect(board.cpu.condition == .running)
  }

  @Test func unreadableVectorOfHardFaultLocksUp() {
    let emulation = Emulation()
    let bus = Bus()
    let ram = Memory("RAM", size: 0x1000, isWritable: true)
    bus.map(Mapping(ram, at: 0x20_0000))
    let cpu = CPU(emulation, bus: bus)
    ram.store([0x00, 0xDE], at: 0)
    cpu.start(stackPointer: 0x20_1000, programCounter: 0x20_0001)
    cpu.run(until: .perSecond)
    #expect(cpu.condition == .lockedUp)
    #expect(cpu.lastFault?.cause == .vectorOfHardFault)
    cpu.reset()
    #expect(cpu.condition == .lockedUp)
    #expect(cpu.lastFault?.cause == .vectorRead)
  }

  @Test(arguments: [0xFFFF_FFF0, 0xFFFF_FFF1, 0xFFFF_FFFB, 0xF000_0001] as [UInt32])
  func badExceptionReturns(_ value: UInt32) {
    let board = board([0xBF00])
    board.setVector(16, 0x701)
    board.place([0x4700], at: 0x700)
    board.bus.write(0xE000_E100, width: 4, value: 1)
    board.cpu.setRegister(0, to: value)
    board.bus.write(0xE000_E200, width: 4, value: 1)
    for _ in 0..<3 { board.cpu.step() }
    #expect(board.cpu.lastFault?.cause == .exceptionReturn)
    #expect(board.cpu.lastFault?.address == value)
  }

  @Test func returnToAFrameWithoutThumbFaults() {
    let board = board([0xBF00, 0xBF00])
    board.setVector(16, 0x701)
    board.place([0x4770], at: 0x700)
    board.bus.write(0xE000_E100, width: 4, value: 1)
    board.bus.write(0xE000_E200, width: 4, value: 1)
    board.cpu.step()
    board.cpu.step()
    board.ram.store([0, 0, 0, 0], at: 0x8000 - 4)
    board.cpu.step()
    board.cpu.step()
    #expect(board.cpu.lastFault?.cause == .notThumb)
    #expect(board.cpu.lastFault?.programCounter == 0x100)
  }

  @Test func handledBreakpointGoesOn() {
    let board = board([0xBEAB, 0x2007])
    var numbers: [UInt8] = []
    let answering = board.cpu.answerBreakpoints { number in
      numbers.append(number)
      return true
    }
    defer { answering.end() }
    board.cpu.step()
    board.cpu.step()
    #expect(numbers == [0xAB])
    #expect(board.cpu.register(0) == 7)
    #expect(board.cpu.lastFault == nil)
  }

  @Test func failedMultipleLoadKeepsItsBase() {
    // LDM R1, {R1, R2}: the second word lies outside RAM.
    let board = board([0xC906])
    board.ram.store([1, 2, 3, 4], at: 0x7FFC)
    board.cpu.setRegister(1, to: TestBoard.stackTop - 4)
    board.cpu.step()
    #expect(board.cpu.lastFault?.cause == .unmappedRead)
    #expect(board.cpu.lastFault?.address == TestBoard.stackTop)
    #expect(board.cpu.register(1) == TestBoard.stackTop - 4)
  }

  @Test func aResetKeepsTheRecord() {
    let board = board([0xDE00])
    board.cpu.step()
    board.cpu.reset()
    #expect(board.cpu.lastFault?.cause == .undefinedInstruction)
    #expect(board.cpu.faults == 1)
    #expect(board.cpu.nvic.systemPending == 0)
  }

  @Test func everyCauseIsExplained() {
    #expect(Set(FaultCause.allCases.map(\.explanation)).count == FaultCause.allCases.count)
  }
}
