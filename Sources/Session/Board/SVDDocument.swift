import Boards
import CortexM0
import Formats
import Machine

/// The chip's registers as CMSIS-SVD 1.3, for debuggers, viewers and generators of headers: those that `RegisterTable`
/// lists.
///
/// Source: CMSIS-SVD's schema, whose order of elements this keeps.
public struct SVDDocument: Sendable {
  /// The document.
  public let text: String

  /// The chip of a board.
  public init(of model: BoardModel) {
    let chip = model.chip
    let (blocks, entries) = model.withUnpowered { ($0.chip.registerBlocks, $0.chip.registers.filter(\.isListed)) }
    let registers = Dictionary(grouping: entries, by: \.block)
    var writer = XMLWriter()
    writer.element(
      "device",
      [
        ("schemaVersion", "1.3"), ("xmlns:xs", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xs:noNamespaceSchemaLocation", "CMSIS-SVD.xsd"),
      ]
    ) {
      $0.element("vendor", chip.vendor)
      $0.element("name", chip.name)
      $0.element("series", chip.series)
      $0.element("version", "1.0")
      $0.element("description", chip.summary)
      $0.element("cpu", content: Self.cpu)
      $0.element("addressUnitBits", "8")
      $0.element("width", "32")
      $0.element("peripherals") { writer in
        for block in blocks.sorted(by: { $0.base < $1.base }) {
          guard let entries = registers[block.name] else { continue }
          let lines = chip.interrupts.filter {
            // What no listed block requests stands with the interrupt controller.
            $0.block == block.name || block.name == "NVIC" && registers[$0.block] == nil
          }
          Self.write(block, entries.map(\.register), lines, &writer)
        }
      }
    }
    text = writer.text
  }

  private static func cpu(_ writer: inout XMLWriter) {
    writer.element("name", "CM0")
    writer.element("revision", "r0p0")
    writer.element("endian", "little")
    writer.element("mpuPresent", "false")
    writer.element("fpuPresent", "false")
    writer.element("vtorPresent", "false")
    writer.element("nvicPrioBits", "2")
    writer.element("vendorSystickConfig", "false")
    writer.element("deviceNumInterrupts", "32")
  }

  /// A base address is one of a word; DCDC's first register is in the middle of one.
  private static func write(
    _ block: RegisterBlock, _ registers: [Register], _ lines: [ChipInterrupt], _ writer: inout XMLWriter
  ) {
    let start = block.base & 3
    writer.element("peripheral") {
      $0.element("name", block.name)
      $0.element("description", block.description)
      $0.element("baseAddress", Hex.word(block.base - start))
      $0.element("addressBlock") {
        $0.element("offset", Hex.value(start))
        $0.element("size", Hex.value(block.size))
        $0.element("usage", "registers")
      }
      for line in lines {
        $0.element("interrupt") {
          $0.element("name", line.name)
          $0.element("value", "\(line.number)")
        }
      }
      $0.element("registers") { for register in registers { write(register, at: register.offset + start, &$0) } }
    }
  }

  private static func write(_ register: Register, at offset: UInt32, _ writer: inout XMLWriter) {
    writer.element("register") {
      $0.element("name", register.name)
      if !register.reason.isEmpty { $0.element("description", "Has no consequence here: \(register.reason)") }
      $0.element("addressOffset", Hex.value(offset))
      $0.element("size", "\(register.bits)")
      $0.element("resetValue", Hex.value(register.reset))
      let fields = register.fields
      guard !fields.isEmpty else { return }
      $0.element("fields") { for field in fields.sorted(by: { $0.lsb < $1.lsb }) { write(field, &$0) } }
    }
  }

  private static func write(_ field: Field, _ writer: inout XMLWriter) {
    writer.element("field") {
      $0.element("name", field.name)
      if let reason = field.inertBecause { $0.element("description", "Has no consequence here: \(reason)") }
      $0.element("bitOffset", "\(field.lsb)")
      $0.element("bitWidth", "\(field.msb - field.lsb + 1)")
      $0.element("access", field.access.rawValue)
      if let action = field.onWrite { $0.element("modifiedWriteValues", action.rawValue) }
      if let action = field.onRead { $0.element("readAction", action.svdName) }
    }
  }
}
