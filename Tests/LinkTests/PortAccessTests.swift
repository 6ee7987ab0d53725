import Glibc
import Testing

@testable import Link

@Suite struct PortAccessTests {
  @Test func readsModesAndGroups() {
    #expect(PortAccess("0660")?.mode == 0o660)
    #expect(PortAccess("0660")?.group == nil)
    #expect(PortAccess("666:20")?.group == 20)
    #expect(PortAccess("0620:root")?.group == 0)
  }

  @Test(arguments: ["", "0777", "0060", "0669", "rw", "0660:", "0660:no such group", "0660:-1"])
  func refuses(_ text: String) {
    #expect(PortAccess(text) == nil)
  }

  @Test func isThePortsFromTheStart() throws {
    let own = getegid()
    let terminal = try PseudoTerminal(access: PortAccess("0640:\(own)"))
    var status = stat()
    #expect(stat(terminal.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o640 && status.st_gid == own)
  }

  @Test func aTouchIsToldOnce() throws {
    let end = try CableEnd()
    var log = EventLog(end)
    do {
      let client = try SerialTransport(path: end.path, baud: 1_200)
      try log.waitForAttach()
      // Not as long as the client is there: it may only be slow.
      #expect(end.baudRate == 1_200 && log.events == [.attached])
      withExtendedLifetime(client) {}
    }
    try log.wait("touch") { $0.events.last == .touched }
    #expect(end.baudRate == 115_200)
    do { _ = try SerialTransport(path: end.path) }
    try log.waitForDetach(2)
    #expect(log.events == [.attached, .detached, .touched, .attached, .detached])
  }
}
