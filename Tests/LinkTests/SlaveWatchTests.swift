import Foundation
import Testing

@testable import Link

@Suite struct SlaveWatchTests {
  @Test func notesWhatClientsDo() throws {
    let terminal = try PseudoTerminal()
    let watch = try SlaveWatch(path: terminal.path)
    #expect(watch.read() == [])
    let first = try PlainClient(terminal.path)
    let second = try PlainClient(terminal.path)
    let third = try PlainClient(terminal.path, flags: O_RDONLY)
    first.write([1, 2])
    first.close()
    second.close()
    third.close()
    #expect(watch.read() == [.opened, .opened, .opened, .wrote, .closed, .closed, .closed])
    #expect(watch.read() == [])
  }

  @Test func theTerminalsOwnDescriptorIsSilent() throws {
    let terminal = try PseudoTerminal()
    let watch = try SlaveWatch(path: terminal.path)
    #expect([UInt8]([1, 2, 3]).withUnsafeBytes { terminal.master.write($0) } == 3)
    terminal.reset()
    #expect(terminal.baudRate == 115_200)
    #expect(watch.read() == [])
  }

  @Test func takesRecordsApart() {
    func record(_ mask: UInt32, watch: Int32 = 1, name: Int = 0) -> [UInt8] {
      [UInt32(bitPattern: watch), mask, 0, UInt32(name)].flatMap { withUnsafeBytes(of: $0, Array.init) }
        + [UInt8](repeating: 0, count: name)
    }
    #expect(SlaveWatch.parse([], slave: 1) == [])
    #expect(
      SlaveWatch.parse(record(0x20) + record(0x2, name: 16) + record(0x10), slave: 1) == [.opened, .wrote, .closed])
    #expect(
      SlaveWatch.parse(
        record(0x8) + record(0x4000, watch: -1) + record(0x20, watch: 2, name: 16) + record(0x8000), slave: 1) == [
          .closed, .lost,
        ])
    #expect(SlaveWatch.parse(Array(record(0x20).dropLast()), slave: 1) == [])
  }

  @Test func saysWhatIsWrongWithAPath() {
    let error = #expect(throws: LinkError.self) { try SlaveWatch(path: "/dev/pts/none") }
    #expect(error?.path == "/dev/pts/none")
    #expect(error?.reason == "No such file or directory")
  }
}
