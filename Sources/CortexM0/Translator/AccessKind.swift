/// A load or store of one register by its width, the load's extension included.
enum AccessKind: Int, CaseIterable {
  case word, half, byte, signedHalf, signedByte

  /// The lowest bits of an address that have to be 0.
  var misaligned: UInt32 { 1 << UInt32(alignment) - 1 }

  /// How many of an address's lowest bits have to be 0.
  var alignment: UInt8 {
    switch self {
    case .word: 2
    case .half, .signedHalf: 1
    case .byte, .signedByte: 0
    }
  }
}
