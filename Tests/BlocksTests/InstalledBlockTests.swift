import Machine
import Testing

@testable import Blocks

@Suite struct InstalledBlockTests {
  private static let value = Register("VALUE", at: 0, reset: 5, [Field("VALUE", 15, 0)])
  private static let taken = Register("TAKEN", at: 2, [Field("TAKEN", 15, 0, onRead: .clear)])

  /// Counts its resets.
  private final class Counter: Block {
    let bank = RegisterBank(RegisterBlock("X", at: 0, size: 4, "", [value, taken]), journal: Journal())
    let isResetTimeless: Bool
    var resets = 0

    init(isTimeless: Bool) { isResetTimeless = isTimeless }

    func reset() {
      bank.reset()
      resets += 1
    }

    struct State: RegisterState { var registers: NamedValues<UInt32> }
    func saveState() -> State { State(registers: bank.named) }
    func restoreState(_ state: State) { bank.restore(state.registers) }
  }

  @Test func aBlockIsResetWheneverItDoesNotDeclareItsResetTimeless() {
    let block = Counter(isTimeless: false)
    let installed = InstalledBlock(block)
    for _ in 0..<3 { installed.reset() }
    #expect(block.resets == 3)
  }

  @Test func aTimelessResetIsLeftOutUntilSomethingTouchesTheBlock() throws {
    let block = Counter(isTimeless: true)
    let installed = InstalledBlock(block)
    installed.supply(true)
    func needsReset(after touch: () -> Void) -> Bool {
      let before = block.resets
      touch()
      installed.reset()
      installed.reset()
      #expect(block.resets <= before + 1)
      return block.resets == before + 1
    }
    #expect(needsReset {}, "the first")
    #expect(!needsReset {})
    #expect(!needsReset { _ = block.bank.read(0, width: 2) }, "a read that is an answer and nothing else")
    #expect(!needsReset { _ = block.bank.peek(2, width: 2) })
    #expect(needsReset { _ = block.bank.read(2, width: 2) }, "a read with an effect")
    #expect(needsReset { block.bank.write(0, width: 2, value: 5) }, "the value that it has")
    #expect(needsReset { block.bank[Self.value] = 7 })
    #expect(block.bank[Self.value] == 5)
    #expect(needsReset { block.bank.noteChange() })
    let saved = block.saveState()
    #expect(needsReset { block.restoreState(saved) })
    installed.supply(false)
    #expect(!needsReset { block.bank.write(0, width: 2, value: 7) }, "without power nothing is written")
  }
}
