/// What those who watch code want to be told of. Code is decoded for it: what they are told of leaves the interpreter's loop,
/// and nothing else does.
final class CodeWatch {
  /// Whether control transfers are told.
  let tellsTransfers: Bool
  /// Where pieces of code begin, by rising address.
  private let starts: [UInt32]
  /// Where fetches are told.
  private var fetches: Set<ClosedRange<UInt32>>

  init(tellsTransfers: Bool, starts: [UInt32], fetches: [ClosedRange<UInt32>]) {
    self.tellsTransfers = tellsTransfers
    self.starts = Set(starts).sorted()
    self.fetches = Set(fetches)
  }

  /// Whether another one wants the same to be told, but for fetches.
  func tellsSameTransfers(as other: CodeWatch) -> Bool {
    tellsTransfers == other.tellsTransfers && starts == other.starts
  }

  /// Takes over what fetches another one wants to be told; returns those that came or went.
  func takeFetches(of other: CodeWatch) -> Set<ClosedRange<UInt32>> {
    defer { fetches = other.fetches }
    return fetches.symmetricDifference(other.fetches)
  }

  /// The number of the piece that an address is in.
  private func piece(of address: UInt32) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= address { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether two addresses are in different pieces.
  func isAcross(_ from: UInt32, _ to: UInt32) -> Bool { piece(of: from) != piece(of: to) }

  /// Whether a branch is told.
  func tellsBranch(from: UInt32, to target: UInt32) -> Bool {
    let piece = piece(of: target)
    return self.piece(of: from) != piece || piece > 0 && starts[piece - 1] == target
  }

  /// Where branches from an address may go without being told: into its piece, but for the beginning.
  func untoldTargets(from address: UInt32) -> Range<UInt32> {
    let piece = piece(of: address)
    // Instructions are at even addresses; pieces may begin anywhere.
    let first = piece == 0 ? 0 : (starts[piece - 1] &+ 2) & ~1
    let end = piece == starts.count ? ~1 : (starts[piece] &+ 1) & ~1
    return first..<max(first, end)
  }

  /// Whether an instruction's fetch is told.
  func tellsFetch(of address: UInt32, size: UInt32) -> Bool {
    fetches.contains { $0.overlaps(address...(address &+ size &- 1)) }
  }

  /// Whether an instruction is to be executed by itself: its fetch is told, or it may go on behind itself in another piece.
  func stops(at address: UInt32, size: UInt32, isJump: Bool) -> Bool {
    tellsTransfers && !isJump && isAcross(address, address &+ size) || tellsFetch(of: address, size: size)
  }
}
