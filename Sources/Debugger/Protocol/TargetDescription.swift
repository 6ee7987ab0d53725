import Formats
import Machine

/// What a client is told of the machine: its registers and its memory, as XML (GDB manual, appendix G and E.16).
enum TargetDescription {
  private static let energy = "io.bandbox.energy"

  /// `target.xml`.
  static let registers: String = {
    var text = #"<?xml version="1.0"?><!DOCTYPE target SYSTEM "gdb-target.dtd"><target version="1.0">"#
    text += "<architecture>arm</architecture>"
    var number = 0
    func add(_ feature: String, _ entries: [RegisterFile.Entry], group: String? = nil) {
      text += #"<feature name="\#(feature)">"#
      for entry in entries {
        text += #"<reg name="\#(entry.name)" bitsize="\#(entry.size)" regnum="\#(number)" type="\#(entry.type)""#
        text += group.map { #" group="\#($0)""# } ?? ""
        // A call from the debugger does not give back what it has cost.
        text += feature == energy ? #" save-restore="no"/>"# : "/>"
        number += 1
      }
      text += "</feature>"
    }
    add("org.gnu.gdb.arm.m-profile", RegisterFile.core)
    add("org.gnu.gdb.arm.m-system", RegisterFile.system)
    add("io.bandbox.core", RegisterFile.special, group: "system")
    add(energy, RegisterFile.energy, group: "energy")
    return text + "</target>"
  }()

  /// The map of memory: the flash, which a client programs, and all else as RAM. Whether something answers there, and whether it
  /// can be written, is asked at each access.
  static func memory(flash: ClosedRange<UInt32>?, sectorSize: Int) -> String {
    var text = #"<?xml version="1.0"?><!DOCTYPE memory-map PUBLIC "+//IDN gnu.org//DTD GDB Memory Map V1.0//EN" "#
    text += #""http://sourceware.org/gdb/gdb-memory-map.dtd"><memory-map>"#
    var start: UInt64 = 0
    func add(_ type: String, to end: UInt64, _ contents: String = "") {
      guard end > start else { return }
      text +=
        #"<memory type="\#(type)" start="0x\#(String(start, radix: 16))" length="0x\#(String(end - start, radix: 16))""#
      text += contents.isEmpty ? "/>" : ">\(contents)</memory>"
      start = end
    }
    if let flash {
      add("ram", to: UInt64(flash.lowerBound))
      let block = #"<property name="blocksize">0x\#(String(sectorSize, radix: 16))</property>"#
      add("flash", to: UInt64(flash.upperBound) + 1, block)
    }
    add("ram", to: 1 << 32)
    return text + "</memory-map>"
  }

  /// The list of threads: the core.
  static let threads = #"<?xml version="1.0"?><threads><thread id="1" name="core" core="0"/></threads>"#
}
