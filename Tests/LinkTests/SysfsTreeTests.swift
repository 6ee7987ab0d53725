import Testing

@testable import Link

@Suite struct SysfsTreeTests {
  private func band(_ board: String) -> BandRecord {
    BandRecord(name: "band3", path: "/dev/pts/5", link: "/x/band3", pid: 1, board: board, image: "b")
  }

  @Test func bandsHaveTestNumbersAndInstrumentsTheirOwn() {
    let identity = USBIdentity(band("miband2"))
    #expect(identity.vendorID == "1209" && identity.productID == "0001" && identity.serialNumber == "band3")
    let instrument = USBIdentity(band("ppk2"))
    #expect(instrument.vendorID == "1915" && instrument.productID == "c00a" && instrument.product == "PPK2")
  }

  /// Every link leads where the kernel's would.
  @Test func linksLeadToTheirTargets() {
    let tree = SysfsTree(USBIdentity(band("miband2")), index: 2, tty: "ttyACM4", major: 136, minor: 7)
    var found: [String: String] = [:]
    for (path, entry) in tree.entries {
      guard case .link(let target) = entry else { continue }
      var parts = path.split(separator: "/").dropLast().map(String.init)
      for part in target.split(separator: "/") {
        if part == ".." { parts.removeLast() } else { parts.append(String(part)) }
      }
      found[path] = parts.joined(separator: "/")
    }
    let interface = "devices/bandbox/usb1/1-2/1-2:1.0"
    #expect(
      found == [
        "devices/bandbox/usb1/1-2/subsystem": "bus/usb", "\(interface)/subsystem": "bus/usb",
        "\(interface)/tty/ttyACM4/device": interface, "\(interface)/tty/ttyACM4/subsystem": "class/tty",
      ])
    #expect(tree.ttyPath == "\(interface)/tty/ttyACM4")
    #expect(tree.entries.contains { $0.path == "\(interface)/tty/ttyACM4/dev" && $0.entry == .file("136:7\n") })
  }
}
