/// Where the registers of a thread are that does not run: those that the processor has stacked at the exception that took it
/// away (ARMv6-M Architecture Reference Manual, B1.5.6), and those that the kernel has kept.
struct SavedContext: Equatable {
  /// R4 to R7, one after another.
  var low: UInt32
  /// R8 to R11, one after another.
  var high: UInt32
  /// R0 to R3, R12, LR, PC and xPSR.
  var frame: UInt32

  /// Bit 9 of the stacked xPSR: the stack pointer was moved by 4 to be a multiple of 8.
  private static let wasMoved: UInt32 = 1 << 9

  /// Where a register of `RegisterFile` is; `nil` for one that is not in memory.
  func address(of number: Int) -> UInt32? {
    switch number {
    case 0...3: frame &+ 4 &* UInt32(number)
    case 4...7: low &+ 4 &* UInt32(number - 4)
    case 8...11: high &+ 4 &* UInt32(number - 8)
    case 12: frame &+ 16
    case 14: frame &+ 20
    case 15: frame &+ 24
    case 16: frame &+ 28
    default: nil
    }
  }

  /// What the thread has in it when it runs again; `nil` where its memory does not answer, or for what no thread has of its own.
  func value(of number: Int, _ memory: KernelMemory) -> UInt32? {
    switch number {
    case 13, 18:
      return memory.word(frame &+ 28).map { frame &+ ($0 & Self.wasMoved == 0 ? 32 : 36) }
    case 15: return address(of: 15).flatMap(memory.word).map { $0 & ~1 }
    case 16: return address(of: 16).flatMap(memory.word).map { $0 & ~Self.wasMoved }
    // Threads run on the process stack, with exceptions on where they let go of the processor.
    case 19: return 0
    case 20: return 2
    default: return address(of: number).flatMap(memory.word)
    }
  }
}
