/// A condition as GDB compiles it for the stub: a program for a stack machine (GDB manual, appendix F, "Agent expressions").
///
/// A program that does what it may not, or never ends, is true: the machine then stops, and the client looks itself.
struct AgentExpression: Equatable {
  /// Operations before it is given up.
  private static let limit = 10_000
  /// Values on the stack.
  private static let depth = 256

  let code: [UInt8]

  /// Whether its value is not 0.
  func isTrue(in machine: some ExpressionSubject) -> Bool { value(in: machine).map { $0 != 0 } ?? true }

  /// Its value; `nil` where it has none.
  func value(in machine: some ExpressionSubject) -> Int64? {
    var stack: [Int64] = []
    var place = 0
    func operand(_ size: Int) -> UInt64? {
      guard place + size <= code.count else { return nil }
      defer { place += size }
      return code[place..<place + size].reduce(0) { $0 << 8 | UInt64($1) }
    }
    for _ in 0..<AgentExpression.limit {
      guard place < code.count, stack.count < AgentExpression.depth else { return nil }
      let operation = code[place]
      place += 1
      switch operation {
      case 0x27: return stack.last
      case 0x22, 0x23, 0x24, 0x25:
        guard let value = operand(1 << Int(operation - 0x22)) else { return nil }
        stack.append(Int64(bitPattern: value))
      case 0x26:
        guard let number = operand(2), let value = machine.registerValue(Int(number)) else { return nil }
        stack.append(Int64(bitPattern: value))
      case 0x17, 0x18, 0x19, 0x1A:
        guard let address = stack.popLast() else { return nil }
        let size = 1 << Int(operation - 0x17)
        let bytes = machine.read(UInt32(truncatingIfNeeded: address), size)
        guard bytes.count == size else { return nil }
        stack.append(Int64(bitPattern: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
      case 0x16, 0x2A:
        guard let bits = operand(1), let value = stack.popLast() else { return nil }
        stack.append(extend(value, bits: Int(bits), isSigned: operation == 0x16))
      case 0x20:
        guard let target = operand(2), let value = stack.popLast() else { return nil }
        if value != 0 { place = Int(target) }
      case 0x21:
        guard let target = operand(2) else { return nil }
        place = Int(target)
      case 0x28, 0x29, 0x2B, 0x32, 0x33:
        guard arrange(operation, &stack, operand) else { return nil }
      case 0x0E, 0x12:
        guard let value = stack.popLast() else { return nil }
        stack.append(operation == 0x0E ? (value == 0 ? 1 : 0) : ~value)
      default:
        guard let right = stack.popLast(), let left = stack.popLast(), let value = combine(operation, left, right)
        else { return nil }
        stack.append(value)
      }
    }
    return nil
  }

  private func extend(_ value: Int64, bits: Int, isSigned: Bool) -> Int64 {
    guard (1..<64).contains(bits) else { return value }
    let high = value << Int64(64 - bits)
    return isSigned ? high >> Int64(64 - bits) : Int64(bitPattern: UInt64(bitPattern: high) >> UInt64(64 - bits))
  }

  /// Operations that only move what is on the stack.
  private func arrange(_ operation: UInt8, _ stack: inout [Int64], _ operand: (Int) -> UInt64?) -> Bool {
    let count = stack.count
    switch operation {
    case 0x28 where count > 0: stack.append(stack[count - 1])
    case 0x29 where count > 0: stack.removeLast()
    case 0x2B where count > 1: stack.swapAt(count - 1, count - 2)
    case 0x32:
      guard let depth = operand(1), depth < count else { return false }
      stack.append(stack[count - 1 - Int(depth)])
    case 0x33 where count > 2: stack.insert(stack.removeLast(), at: count - 3)
    default: return false
    }
    return true
  }

  /// Operations on two values; `nil` for a division by 0 and for what is no such operation.
  private func combine(_ operation: UInt8, _ left: Int64, _ right: Int64) -> Int64? {
    let (a, b) = (UInt64(bitPattern: left), UInt64(bitPattern: right))
    switch operation {
    case 0x02: return left &+ right
    case 0x03: return left &- right
    case 0x04: return left &* right
    case 0x05: return right == 0 ? nil : left.dividedReportingOverflow(by: right).partialValue
    case 0x06: return b == 0 ? nil : Int64(bitPattern: a / b)
    case 0x07: return right == 0 ? nil : left.remainderReportingOverflow(dividingBy: right).partialValue
    case 0x08: return b == 0 ? nil : Int64(bitPattern: a % b)
    case 0x09: return b < 64 ? left << right : 0
    case 0x0A: return b < 64 ? left >> right : (left < 0 ? -1 : 0)
    case 0x0B: return b < 64 ? Int64(bitPattern: a >> b) : 0
    case 0x0F: return left & right
    case 0x10: return left | right
    case 0x11: return left ^ right
    case 0x13: return left == right ? 1 : 0
    case 0x14: return left < right ? 1 : 0
    case 0x15: return a < b ? 1 : 0
    default: return nil
    }
  }
}
