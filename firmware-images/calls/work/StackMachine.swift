/// A machine with a stack, four variables and calls, which executes a small program byte by byte: one switch.
enum StackMachine {
  private enum Code: UInt8 {
    case push, load, store, add, multiply, and, exclusiveOr, shiftRight, duplicate, isLess, jump, jumpIfZero, call,
      leave, stop
  }

  /// Walks down from each number below variable 3 to 1, halving what is even and taking 3 n + 1 of what is odd, and mixes all
  /// that it passes into variable 2. Code 0 is `push`, and so on; the byte behind a push, a load, a store, a jump or a call is
  /// its operand.
  private static let program: InlineArray<70, UInt8> = [
    0, 1, 2, 0,  //  0: push 1, store 0
    1, 0, 2, 1,  //  4: load 0, store 1
    12, 35, 1, 1, 0, 1, 6,  //  8: call 35, load 1, push 1, exclusive or
    11, 19, 10, 8,  // 15: jump if zero 19, jump 8
    1, 0, 0, 1, 3, 8, 2, 0,  // 19: load 0, push 1, add, duplicate, store 0
    1, 3, 9, 11, 34, 10, 4, 14,  // 27: load 3, is less, jump if zero 34, jump 4, 34: stop
    1, 1, 0, 1, 5, 11, 52,  // 35: load 1, push 1, and, jump if zero 52
    1, 1, 0, 3, 4, 0, 1, 3, 10, 57,  // 42: load 1, push 3, multiply, push 1, add, jump 57
    1, 1, 0, 1, 7,  // 52: load 1, push 1, shift right
    8, 2, 1, 1, 2, 3,  // 57: duplicate, store 1, load 2, add
    1, 0, 6, 2, 2, 13, 14,  // 63: load 0, exclusive or, store 2, leave, stop
  ]

  private nonisolated(unsafe) static var stack = InlineArray<32, UInt32>(repeating: 0)
  private nonisolated(unsafe) static var variables = InlineArray<4, UInt32>(repeating: 0)

  @inline(never) static func run(_ seed: UInt32) -> UInt32 {
    variables[2] = seed
    variables[3] = 16 + (seed & 7)
    withUnsafePointer(to: program) { program in
      withUnsafeMutablePointer(to: &stack) { stack in
        withUnsafeMutablePointer(to: &variables) { variables in
          execute(
            UnsafeRawPointer(program).assumingMemoryBound(to: UInt8.self),
            UnsafeMutableRawPointer(stack).assumingMemoryBound(to: UInt32.self),
            UnsafeMutableRawPointer(variables).assumingMemoryBound(to: UInt32.self))
        }
      }
    }
    return variables[2]
  }

  @inline(never) private static func execute(
    _ program: UnsafePointer<UInt8>, _ stack: UnsafeMutablePointer<UInt32>, _ variables: UnsafeMutablePointer<UInt32>
  ) {
    var (place, top) = (program, stack)
    while let code = Code(rawValue: place.pointee) {
      let operand = place[1]
      place += 1
      switch code {
      case .push:
        top.pointee = UInt32(operand)
        (top, place) = (top + 1, place + 1)
      case .load:
        top.pointee = variables[Int(operand & 3)]
        (top, place) = (top + 1, place + 1)
      case .store:
        variables[Int(operand & 3)] = top[-1]
        (top, place) = (top - 1, place + 1)
      case .add:
        top[-2] &+= top[-1]
        top -= 1
      case .multiply:
        top[-2] &*= top[-1]
        top -= 1
      case .and:
        top[-2] &= top[-1]
        top -= 1
      case .exclusiveOr:
        top[-2] ^= top[-1]
        top -= 1
      case .shiftRight:
        top[-2] >>= top[-1] & 31
        top -= 1
      case .duplicate:
        top.pointee = top[-1]
        top += 1
      case .isLess:
        top[-2] = top[-2] < top[-1] ? 1 : 0
        top -= 1
      case .jump:
        place = program + Int(operand)
      case .jumpIfZero:
        top -= 1
        place = top.pointee == 0 ? program + Int(operand) : place + 1
      case .call:
        top.pointee = UInt32(truncatingIfNeeded: place + 1 - program)
        (top, place) = (top + 1, program + Int(operand))
      case .leave:
        top -= 1
        place = program + Int(top.pointee)
      case .stop: return
      }
    }
  }
}
