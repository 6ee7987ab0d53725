import Formats
import Images

extension FunctionName {
  /// The function or variable that an address lies in, such as `HeartMonitor.step+0x12`.
  package static func place(_ address: UInt32, _ symbols: SymbolTable) -> String? {
    symbols.name(at: address).map { place in
      "\(SymbolTable.Place(name: readable(place.name), offset: place.offset))"
    }
  }
}
