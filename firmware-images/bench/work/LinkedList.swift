/// A list of 256 nodes in shuffled places of an array: walks, sums, and a reversal in place.
enum LinkedList {
  private struct Node {
    var next: UnsafeMutablePointer<Node>?
    var value: UInt32
  }
  private nonisolated(unsafe) static var storage = InlineArray<512, UInt32>(repeating: 0)
  private nonisolated(unsafe) static var head: UnsafeMutablePointer<Node>?

  static func prepare() {
    withUnsafeMutablePointer(to: &storage) {
      let nodes = UnsafeMutableRawPointer($0).assumingMemoryBound(to: Node.self)
      var random = Random(seed: 4)
      // 77 is odd, so multiples of it visit each of the 256 places once.
      for index in 0..<256 {
        let place = nodes + (index &* 77 & 255)
        place.initialize(to: Node(next: head, value: random.next()))
        head = place
      }
    }
  }

  @inline(never) static func run(_ seed: UInt32) -> UInt32 {
    var mixed = seed
    for _ in 0..<4 {
      var node = head
      while let place = node {
        mixed = mixed &+ place.pointee.value ^ mixed >> 5
        node = place.pointee.next
      }
      var (rest, reversed) = (head, UnsafeMutablePointer<Node>?.none)
      while let place = rest {
        rest = place.pointee.next
        place.pointee.next = reversed
        reversed = place
      }
      head = reversed
    }
    return mixed
  }
}
