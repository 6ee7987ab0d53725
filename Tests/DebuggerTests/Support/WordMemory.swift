import Images

@testable import Debugger

/// Words of memory that a test lays out; nothing answers elsewhere.
final class WordMemory {
  private var bytes: [UInt32: UInt8] = [:]

  var memory: KernelMemory {
    KernelMemory { [self] address, width in
      var value: UInt32 = 0
      for place in (0..<UInt32(width)).reversed() {
        guard let byte = bytes[address &+ place] else { return nil }
        value = value << 8 | UInt32(byte)
      }
      return value
    }
  }

  func put(_ address: UInt32, _ words: UInt32...) {
    for (place, word) in words.enumerated() {
      for byte in 0..<4 as Range<UInt32> {
        bytes[address + 4 * UInt32(place) + byte] = UInt8(truncatingIfNeeded: word >> (8 * byte))
      }
    }
  }

  func put(_ address: UInt32, text: String) {
    for (place, byte) in (Array(text.utf8) + [0]).enumerated() { bytes[address + UInt32(place)] = byte }
  }

  /// Symbols of variables: name, address and size.
  static func symbols(_ variables: [(String, UInt32, UInt32)]) -> SymbolTable {
    SymbolTable(variables.map { SymbolTable.Symbol(name: $0.0, address: $0.1, size: $0.2, isFunction: false) })
  }
}
