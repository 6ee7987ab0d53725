import Formats
import Machine

/// What a client is told of the machine: its registers and its memory, as XML (GDB manual, appendix G and E.16).
enum TargetDescription {
  /// `target.xml`.
  static let registers: String = {
    var xml = XMLWriter()
    var number = 0
    xml.element("target", [("version", "1.0")]) { xml in
      xml.element("architecture", "arm")
      func add(
        _ feature: String, _ entries: [RegisterFile.Entry], _ more: [(name: String, value: String)] = []
      ) {
        xml.element("feature", [("name", feature)]) { xml in
          for entry in entries {
            let attributes = [
              ("name", entry.name), ("bitsize", "\(entry.size)"), ("regnum", "\(number)"), ("type", entry.type),
            ]
            xml.element("reg", attributes + more)
            number += 1
          }
        }
      }
      add("org.gnu.gdb.arm.m-profile", RegisterFile.core)
      add("org.gnu.gdb.arm.m-system", RegisterFile.system)
      add("io.bandbox.core", RegisterFile.special, [("group", "system")])
      // A call from the debugger does not give back what it has cost.
      add("io.bandbox.energy", RegisterFile.energy, [("group", "energy"), ("save-restore", "no")])
    }
    return xml.text
  }()

  /// The map of memory: the flash, which a client programs, and all else as RAM. Whether something answers there, and whether it
  /// can be written, is asked at each access.
  static func memory(flash: ClosedRange<UInt32>?, sectorSize: Int) -> String {
    func hex(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }
    func place(_ type: String, _ range: Range<UInt64>) -> [(name: String, value: String)] {
      [("type", type), ("start", hex(range.lowerBound)), ("length", hex(UInt64(range.count)))]
    }
    var xml = XMLWriter()
    xml.element("memory-map") { xml in
      var start: UInt64 = 0
      func add(ramTo end: UInt64) { if end > start { xml.element("memory", place("ram", start..<end)) } }
      if let flash {
        add(ramTo: UInt64(flash.lowerBound))
        start = UInt64(flash.upperBound) + 1
        xml.element("memory", place("flash", UInt64(flash.lowerBound)..<start)) { xml in
          xml.element("property", [("name", "blocksize")], hex(UInt64(sectorSize)))
        }
      }
      add(ramTo: 1 << 32)
    }
    return xml.text
  }
}
