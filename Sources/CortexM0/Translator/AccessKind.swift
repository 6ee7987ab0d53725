/// A load or store of one register by its width, the load's extension included.
enum AccessKind {
  case word, half, byte, signedHalf, signedByte

  /// How many of an address's lowest bits have to be 0.
  var alignment: UInt8 {
    switch self {
    case .word: 2
    case .half, .signedHalf: 1
    case .byte, .signedByte: 0
    }
  }
}
