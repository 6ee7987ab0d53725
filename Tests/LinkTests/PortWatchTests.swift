import Foundation
import Testing

@testable import Link

@Suite struct PortWatchTests {
  private let band = BandRecord(
    name: "band0", path: "/dev/pts/5", link: "/run/bandbox/band0", pid: 12, board: "miband2", image: "b.elf")
  private let port = SerialPort(path: "/dev/ttyACM0", vendorID: "1915", productID: "c00a", serialNumber: "E1")

  @Test func tellsChangesRemovalsFirst() {
    var other = band
    other = BandRecord(
      name: "band0", path: "/dev/pts/6", link: other.link, pid: 13, board: "miband2", image: "c.elf")
    let before = PortList(bands: [band], serial: [port])
    let after = PortList(bands: [other], serial: [port])
    #expect(before.changes(to: after) == [.band(band, isThere: false), .band(other, isThere: true)])
    #expect(after.changes(to: after) == [])
    #expect(
      PortList(bands: [], serial: []).changes(to: before)
        == [.band(band, isThere: true), .serial(port, isThere: true)])
  }

  @Test func printsLines() {
    #expect(PortEvent.band(band, isThere: true).text == "+ band0  /run/bandbox/band0  miband2  b.elf")
    #expect(PortEvent.serial(port, isThere: false).text == "- /dev/ttyACM0  1915:c00a  E1")
    #expect(
      PortEvent.serial(port, isThere: true).json
        == #"{"event":"added","serial":{"driver":null,"path":"/dev/ttyACM0","product":null,"product_id":"c00a","#
        + #""serial_number":"E1","vendor":null,"vendor_id":"1915"}}"#)
  }

  @Test func seesBandsStartAndEnd() throws {
    let folder = "/tmp/bandbox-watch-\(getpid())"
    #expect(mkdir(folder, 0o700) == 0)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // The directory itself does not exist before the first band.
    let directory = LinkDirectory(path: folder + "/bandbox")
    let watch = try PortWatch(in: directory)
    func bands() -> [PortEvent] {
      while true {
        let events = watch.next().filter { if case .band = $0 { true } else { false } }
        if !events.isEmpty { return events }
      }
    }
    let end = try CableEnd()
    let link = try directory.publish(port: end.path, board: "miband2", image: "b.elf")
    #expect(bands() == [.band(link.record, isThere: true)])
    link.remove()
    #expect(bands() == [.band(link.record, isThere: false)])
  }
}
