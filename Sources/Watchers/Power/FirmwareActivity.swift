import Images
import Machine

/// What the firmware says it is doing: the variable `band_activity`, as `firmware-images/band/README.md` defines it.
struct FirmwareActivity {
  private static let names = ["sleeping", "sampling", "heart rate", "display", "charging", "link", "hibernating"]

  private let memory: Memory
  private let offset: Int

  /// `nil` where the image has no such variable in memory.
  init?(_ symbols: SymbolTable, bus: Bus) {
    guard let address = symbols.address(of: "band_activity"), let mapping = bus.mapping(at: address) else { return nil }
    memory = mapping.memory
    offset = Int(address - mapping.base) + mapping.offset
  }

  /// The present activity's number.
  package var value: UInt32 { memory.word(at: offset) }

  /// The present activity's name; all without one share a name, so that garbage does not make names without end.
  var label: String {
    let value = value
    return value < FirmwareActivity.names.count ? FirmwareActivity.names[Int(value)] : "unknown"
  }
}
