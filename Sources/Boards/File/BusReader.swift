import Formats
import Yams

/// Reads the buses of a board file: which pads are wired together.
struct BusReader {
  private let reader: YAMLReader
  private let chip: ChipKind

  init(_ reader: YAMLReader, chip: ChipKind) {
    self.reader = reader
    self.chip = chip
  }

  /// The buses, in the order of the file.
  func buses(_ node: Node) -> [ChipBus] {
    guard chip.hasFreeBuses else {
      let own = chip.buses.map(\.name).joined(separator: ", ")
      reader.problem(node, "buses: the \(chip.name) has its own, which firmware routes: \(own)")
      return []
    }
    guard let mapping = node.mapping else {
      reader.problem(node, "buses: expected a mapping from names to pads, such as 'sensors: {scl: P0_16, sda: P0_14}'")
      return []
    }
    var buses: [ChipBus] = []
    var taken: [String: String] = [:]
    for (key, value) in mapping {
      guard let name = reader.text(key, "buses", expected: "a name"),
        let values = reader.mapping(value, name, keys: ["sck", "mosi", "miso", "scl", "sda"])
      else { continue }
      let signals = Set(values.keys)
      let isSPI = signals.contains("sck")
      let (needed, allowed): (Set<String>, Set<String>) =
        isSPI ? (["sck", "mosi"], ["sck", "mosi", "miso"]) : (["scl", "sda"], ["scl", "sda"])
      guard signals.isSuperset(of: needed), signals.isSubset(of: allowed) else {
        reader.problem(value, "\(name): expected {scl: , sda: } for I2C, or {sck: , mosi: , miso: } for SPI")
        continue
      }
      var pads: [String: String] = [:]
      for (signal, node) in values {
        guard let pad = reader.text(node, signal, expected: "a pad of the \(chip.name)") else { continue }
        guard chip.pads.contains(pad) else {
          reader.problem(
            node, "\(name): \(signal): the \(chip.name) has no pad '\(pad)'\(Suggestion.hint(pad, among: chip.pads))")
          continue
        }
        if let other = taken[pad] { reader.problem(node, "\(name): \(signal): \(pad) is \(other) already") }
        taken[pad] = "\(signal) of '\(name)'"
        pads[signal] = pad
      }
      buses.append(ChipBus(name: name, kind: isSPI ? .spi : .i2c, pads: pads))
    }
    return buses
  }
}
