import Foundation
import Glibc
import Programs
import Testing

@testable import Link

/// Processes that meet under a name, here several of one process.
struct GatheringTests {
  private func inDirectory<Result>(_ body: (LinkDirectory) throws -> Result) throws -> Result {
    try Programs.inFolder { try body(LinkDirectory(path: $0 + "/bandbox", patience: .zero)) }
  }

  private func join(_ name: String, _ directory: LinkDirectory) throws -> (Gathering, [GatheringLink]) {
    let gathering = try Gathering(name, option: "--air", wakeup: Wakeup(), in: directory)
    #expect(try gathering.knock())
    let links = try gathering.connect()
    try gathering.open()
    return (gathering, links)
  }

  private func folder(_ directory: LinkDirectory) -> String { directory.path + "/air:lab" }

  private func sockets(_ directory: LinkDirectory) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder(directory)).filter { $0 != "lock" }
  }

  @Test func eachIsConnectedWithEachOther() throws {
    try inDirectory { directory in
      let (first, none) = try join("lab", directory)
      #expect(none.isEmpty && first.accept() == nil)
      let (second, links) = try join("lab", directory)
      let (third, both) = try join("lab", directory)
      #expect(links.count == 1 && both.count == 2)
      links[0].send([1, 2, 3])
      #expect(first.wait(on: []) == .came)
      let (a, b) = (try #require(first.accept()), try #require(first.accept()))
      #expect(a.receive() == [1, 2, 3] && a.receive() == [] && b.receive() == [])
      a.send([4])
      #expect(second.wait(on: links) == .came)
      #expect(links[0].receive() == [4])
      // What was sent before the end is read.
      a.send([5])
      a.close()
      #expect(links[0].receive() == [5] && links[0].receive() == nil)
      #expect(third.accept() == nil && first.accept() == nil)
      links[0].send([6])
      #expect(links[0].receive() == nil)
    }
  }

  @Test func anotherNameIsAnotherGathering() throws {
    try inDirectory { directory in
      let kept = try join("lab", directory)
      let other = try join("lab2", directory)
      #expect(kept.1.isEmpty && other.1.isEmpty)
      #expect(kept.0.accept() == nil)
    }
  }

  @Test func oneAtATimeComesIn() throws {
    try inDirectory { directory in
      let first = try Gathering("lab", option: "--air", wakeup: Wakeup(), in: directory)
      let second = try Gathering("lab", option: "--air", wakeup: Wakeup(), in: directory)
      #expect(try first.knock())
      #expect(try !second.knock())
      try first.open()
      #expect(try second.knock())
      #expect(try second.connect().count == 1)
    }
  }

  @Test func onlyTheUserMayEnter() throws {
    try inDirectory { directory in
      let kept = try join("lab", directory)
      for path in [directory.path, folder(directory)] {
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
      }
      kept.0.close()
      #expect(chmod(directory.path, 0o777) == 0)
      #expect {
        try join("lab", directory)
      } throws: { "\($0)".contains("can be written by other users") }
    }
  }

  /// A socket that nobody listens at, as `kill -9` leaves it.
  @Test func whatADeadOneLeftIsRemoved() throws {
    try inDirectory { directory in
      let (first, _) = try join("lab", directory)
      let dead = folder(directory) + "/1.1"
      let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: dead.utf8) }
      let isBound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
        }
      }
      #expect(isBound)
      Glibc.close(socket)
      #expect(try sockets(directory).count == 2)
      let (second, links) = try join("lab", directory)
      #expect(links.count == 1)
      #expect(try !sockets(directory).contains("1.1"))
      first.close()
      second.close()
    }
  }

  @Test func theLastOneLeavesNothing() throws {
    try inDirectory { directory in
      let (first, second) = (try join("lab", directory).0, try join("lab", directory).0)
      first.close()
      #expect(try sockets(directory).count == 1)
      second.close()
      #expect(!FileManager.default.fileExists(atPath: folder(directory)))
      // Whoever comes then makes it again.
      let third = try join("lab", directory).0
      #expect(try sockets(directory).count == 1)
      third.close()
    }
  }

  @Test func aWakeupEndsTheWait() throws {
    try inDirectory { directory in
      let wakeup = Wakeup()
      let gathering = try Gathering("lab", option: "--air", wakeup: wakeup, in: directory)
      wakeup.signal()
      #expect(gathering.wait(on: []) == .woken)
      #expect(gathering.wait(on: [], until: .now) == .late)
    }
  }

  @Test(arguments: ["", "a/b", "../x", ".hidden", "a.lock", "two words", String(repeating: "x", count: 65)])
  func namesAreChecked(_ name: String) throws {
    _ = try inDirectory { directory in
      #expect {
        try Gathering(name, option: "--air", wakeup: Wakeup(), in: directory)
      } throws: { "\($0)".hasPrefix("--air \(name): is not a name") }
    }
  }

  @Test func aLongPathIsRefused() {
    let directory = LinkDirectory(path: "/tmp/" + String(repeating: "x", count: 100))
    #expect {
      try Gathering("lab", option: "--air", wakeup: Wakeup(), in: directory)
    } throws: { "\($0)".contains("is too long a path for sockets") }
  }
}
