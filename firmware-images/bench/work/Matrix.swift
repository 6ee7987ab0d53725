/// Products of 24 x 24 matrices of words.
enum Matrix {
  private static let size = 24
  private nonisolated(unsafe) static var left = InlineArray<576, Int32>(repeating: 0)
  private nonisolated(unsafe) static var right = InlineArray<576, Int32>(repeating: 0)

  static func prepare() {
    var random = Random(seed: 2)
    for place in 0..<576 {
      left[place] = Int32(truncatingIfNeeded: random.next() & 0xFF) - 128
      right[place] = Int32(truncatingIfNeeded: random.next() & 0xFF) - 128
    }
  }

  @inline(never) static func run(_ seed: UInt32) -> UInt32 {
    withUnsafePointer(to: &left) { left in
      withUnsafePointer(to: &right) { right in
        let left = UnsafeRawPointer(left).assumingMemoryBound(to: Int32.self)
        let right = UnsafeRawPointer(right).assumingMemoryBound(to: Int32.self)
        var mixed = seed
        for row in 0..<size {
          for column in 0..<size {
            var sum: Int32 = 0
            var (a, b) = (left + row * size, right + column)
            for _ in 0..<size {
              sum &+= a.pointee &* b.pointee
              a += 1
              b += size
            }
            mixed = mixed &* 31 &+ UInt32(bitPattern: sum)
          }
        }
        return mixed
      }
    }
  }
}
