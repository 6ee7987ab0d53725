/// Equal registers at equal distances: the channels of a controller, a window of data registers.
public struct RegisterArray: Sendable {
  /// The first of them, with `%s` for the number in its name and its fields'.
  public let first: Register
  /// How many they are.
  public let count: Int
  /// Bytes from one to the next.
  public let stride: UInt32

  /// Declares `count` registers, `stride` bytes apart.
  @inlinable
  public init(_ first: Register, count: Int, every stride: UInt32) {
    self.first = first
    self.count = count
    self.stride = stride
  }

  /// All of them, numbered from 0.
  public var registers: [Register] { registers(named: (0..<count).map(String.init)) }

  /// As many as there are names for the `%s`, with the reset values of each where they differ.
  public func registers(named names: [String], resets: [UInt32] = []) -> [Register] {
    names.enumerated().map { index, name in
      let reset = resets.indices.contains(index) ? resets[index] : nil
      return first.instance(name, movedBy: UInt32(index) * stride, reset: reset)
    }
  }

  /// The offset of one, which is not checked against the count.
  @inlinable
  public func offset(of index: Int) -> UInt32 { first.offset &+ UInt32(truncatingIfNeeded: index) &* stride }

  /// The number of the register at an offset that is one's.
  @inlinable
  public func index(of offset: UInt32) -> Int { Int((offset &- first.offset) / stride) }

  /// Whether an offset is one's, for `switch`.
  @inlinable
  public static func ~= (array: RegisterArray, offset: UInt32) -> Bool {
    let distance = offset &- array.first.offset
    return distance < UInt32(truncatingIfNeeded: array.count) &* array.stride && distance % array.stride == 0
  }
}
