import Machine
import Testing

@testable import CortexM0

/// Code and data anywhere in the 32-bit address space.
@Suite struct MemoryMapTests {
  private static let undefinedInstruction: UInt16 = 0xDE00

  /// A processor at `base` with `halfwords` there and SP at the end of the memory.
  private func start(
    _ halfwords: [UInt16], at base: UInt32, size: Int = 0x1000, entry: UInt32? = nil, timed: Bool = false
  ) -> (cpu: CPU, emulation: Emulation, bus: Bus, memory: Memory) {
    let emulation = Emulation()
    let bus = Bus()
    let memory = Memory("RAM", size: size, isWritable: true)
    if timed { _ = memory.makeTiming() }
    bus.map(Mapping(memory, at: base))
    let cpu = CPU(emulation, bus: bus)
    let entry = entry ?? base
    memory.store(halfwords.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, at: Int(entry - base))
    cpu.start(stackPointer: base &+ UInt32(size), programCounter: entry | 1)
    return (cpu, emulation, bus, memory)
  }

  @Test(arguments: [0x2000_0000, 0x1FFF_F000, 0x3FFF_F000, 0x6000_0000, 0x9FFF_F000] as [UInt32])
  func codeRunsAndChangesItself(base: UInt32) {
    // MOVS R0, #1; PUSH {R0}; POP {R1}; LDR R2, =0x2005 (MOVS R0, #5); ADR R3, next; STRH R2, [R3]; next: MOVS R0, #9;
    // undefined.
    let program: [UInt16] = [
      0x2001, 0xB401, 0xBC02, 0x4A02, 0xA300, 0x801A, 0x2009, Self.undefinedInstruction, 0x2005, 0,
    ]
    let (cpu, emulation, _, _) = start(program, at: base)
    cpu.run(until: emulation.now + .microseconds(1))
    #expect(cpu.firstFault?.cause == .undefinedInstruction && cpu.firstFault?.programCounter == base + 14)
    #expect(cpu.firstFault?.registers[0] == 5 && cpu.firstFault?.registers[1] == 1)
  }

  @Test func dataWrapsAtTheTop() {
    let (cpu, emulation, bus, memory) = start([0xC80E, Self.undefinedInstruction], at: 0x2000_0000)
    let top = Memory("top", size: 0x1000, isWritable: true)
    let bottom = Memory("bottom", size: 0x1000, isWritable: true)
    bus.map(Mapping(top, at: 0xFFFF_F000))
    bus.map(Mapping(bottom, at: 0))
    top.store([1, 0, 0, 0, 2, 0, 0, 0], at: 0xFF8)
    bottom.store([3, 0, 0, 0], at: 0)
    // LDMIA R0!, {R1, R2, R3}
    cpu.setRegister(0, to: 0xFFFF_FFF8)
    cpu.run(until: emulation.now + .microseconds(1))
    #expect(cpu.firstFault?.registers.prefix(4) == [4, 1, 2, 3])
    #expect(memory.word(at: 0) == 0xDE00_C80E)
  }

  @Test(arguments: [0x4000_0000, 0x5FFF_F000, 0xA000_0000, 0xDFFF_F000, 0xE010_0000, 0xFFFF_F000] as [UInt32])
  func nothingExecutesWhereTheArchitectureForbidsIt(base: UInt32) {
    let (cpu, emulation, bus, _) = start([0x2001], at: base)
    cpu.run(until: emulation.now + .microseconds(1))
    #expect(cpu.firstFault?.cause == .fetch && cpu.firstFault?.programCounter == base)
    #expect(bus.read(base, width: 2) == 0x2001)
  }

  /// NOPs up to the end of what is executable; the memory goes on.
  @Test func executionStopsAtTheBorder() {
    let (cpu, emulation, _, _) = start(
      Array(repeating: 0xBF00, count: 0x10), at: 0x3FFF_F000, size: 0x2000, entry: 0x3FFF_FFF0)
    cpu.run(until: emulation.now + .microseconds(1))
    #expect(cpu.firstFault?.cause == .fetch && cpu.firstFault?.programCounter == 0x4000_0000)
    #expect(cpu.instructions == 8)
  }

  /// Code from one memory with a timing loads from another: each waits for its own.
  @Test func twoMemoriesWithATiming() {
    // LDR R1, [R0]; LDR R2, [R0]; undefined
    let (cpu, emulation, bus, memory) = start([0x6801, 0x6802, Self.undefinedInstruction], at: 0, timed: true)
    let external = Memory("external", size: 0x1000, isWritable: true, fill: 7)
    let (code, data) = (memory.makeTiming(), external.makeTiming())
    bus.map(Mapping(external, at: 0x6000_0000))
    var asked: [String] = []
    code.fetch = { offset, _ in
      code.set(offset & ~3..<(offset & ~3) + 4, to: AccessTiming.Presence.fetched)
      asked.append("fetch \(offset)")
      return 10
    }
    code.load = {
      asked.append("code \($0)"); return 1_000
    }
    data.load = { offset in
      data.set(offset..<offset + 4, to: AccessTiming.Presence.held)
      asked.append("data \(offset)")
      return 100
    }
    cpu.setRegister(0, to: 0x6000_0010)
    cpu.run(until: emulation.now + .microseconds(100))
    #expect(cpu.firstFault?.registers[1] == 0x0707_0707 && cpu.firstFault?.registers[2] == 0x0707_0707)
    #expect(asked.prefix(3) == ["fetch 0", "data 16", "fetch 4"])
    #expect(data.heldLoads.pointee == 1 && code.heldLoads.pointee == 0)
    #expect(cpu.firstFault?.time == cpu.clock.time(ofEdge: 10 + 2 + 100 + 2 + 10 + 1))
    #expect(code.instructions.pointee == 2 && data.instructions.pointee == 0)
  }
}
