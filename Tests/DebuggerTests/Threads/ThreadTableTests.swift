import Images
import SeededRandom
import Testing

@testable import Debugger

@Suite struct ThreadTableTests {
  private static let names = FreeRTOSKernel.symbols + ZephyrKernel.symbols + RIOTKernel.symbols

  /// Memory that answers everywhere with anything: small numbers, addresses, noise.
  private func noise(_ seed: UInt64) -> KernelMemory {
    KernelMemory { address, width in
      var random = SplitMix(seed: seed &+ UInt64(address & ~3))
      let value = random.next()
      let word =
        switch value & 3 {
        case 0: UInt32(value >> 8 & 0xFF)
        case 1, 2: UInt32(truncatingIfNeeded: value >> 8 & 0x3FFC)
        default: UInt32(truncatingIfNeeded: value >> 8)
        }
      return word >> (8 * (address & 3)) & (width == 4 ? .max : (1 << UInt32(8 * width)) - 1)
    }
  }

  /// Whatever is in memory, there are threads, not too many, one of them runs, and the others' registers are asked for.
  @Test(arguments: [ThreadChoice.freertos, .zephyr, .riot]) func anyMemoryHasAnAnswer(_ choice: ThreadChoice) {
    for seed in 0..<300 as Range<UInt64> {
      let symbols = Self.names.enumerated().map { ($1, UInt32(0x400 + 0x40 * $0), UInt32(0)) }
      let table = ThreadTable(WordMemory.symbols(symbols), memory: noise(seed)) { true }
      table.choose(choice)
      #expect(table.kernel != nil)
      let all = table.all
      #expect((1...KernelMemory.limit + 1).contains(all.count))
      #expect(all.filter { $0.id == table.current }.count == 1)
      for thread in all where thread.id != table.current {
        _ = table.context(of: thread.id)?.value(of: 15, table.memory)
      }
    }
  }

  @Test func offThereIsTheCore() {
    let table = ThreadTable(FreeRTOSKernelTests.symbols.image, memory: noise(1)) { true }
    #expect(table.all.map(\.id) == [1] && table.wantedSymbols.isEmpty)
    table.choose(.auto)
    #expect(table.kernel is FreeRTOSKernel)
    table.choose(.riot)
    #expect(table.kernel == nil && table.wantedSymbols == RIOTKernel.symbols)
    table.choose(.off)
    #expect(table.all.map(\.id) == [1] && table.wantedSymbols.isEmpty)
  }

  /// An image without names: the client has them.
  @Test func namesThatAClientKnowsAreEnough() {
    let table = ThreadTable(SymbolTable(), memory: noise(1)) { true }
    table.choose(.auto)
    #expect(table.wantedSymbols == Self.names)
    table.learn("sched_threads", 0x1000)
    #expect(table.kernel == nil)
    table.learn("sched_active_thread", 0x2000)
    // And what it can do without.
    #expect(table.kernel is RIOTKernel && table.wantedSymbols == RIOTKernel.symbols)
  }
}
