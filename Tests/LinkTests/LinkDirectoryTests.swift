import Foundation
import Testing

@testable import Link

@Suite struct LinkDirectoryTests {
  /// A directory that goes with the test.
  private final class Scratch {
    let path: String
    var directory: LinkDirectory { LinkDirectory(path: path + "/bandbox") }

    init() throws {
      var template = Array("/tmp/bandbox-test-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { throw TimedOut(description: "no directory in /tmp") }
      path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
      try? FileManager.default.removeItem(atPath: path)
    }

    var files: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path + "/bandbox")) ?? []).sorted()
    }
  }

  @Test func publishesAndRemoves() throws {
    let scratch = try Scratch()
    let end = try CableEnd()
    let link = try scratch.directory.publish(port: end.path, board: "miband2", image: "band.elf")
    let expected = BandRecord(
      name: "band0", path: end.path, link: scratch.path + "/bandbox/band0", pid: getpid(), board: "miband2",
      image: "band.elf")
    #expect(link.record == expected)
    #expect(SymbolicLink.target(link.record.link) == end.path)
    #expect(scratch.directory.runningBands() == [expected])
    #expect(scratch.files == ["band0", "band0.lock"])
    // The link leads a client to the band.
    let client = try PlainClient(link.record.link)
    var log = EventLog(end)
    try log.waitForAttach()
    client.close()
    link.remove()
    link.remove()
    #expect(scratch.files == [])
    #expect(scratch.directory.runningBands() == [])
  }

  @Test func theDirectoryIsPrivate() throws {
    let scratch = try Scratch()
    let link = try scratch.directory.publish(port: "/dev/pts/90", board: "b", image: "i")
    var status = stat()
    #expect(stat(scratch.directory.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
    link.remove()
    chmod(scratch.directory.path, 0o777)
    let error = publishError(scratch.directory)
    #expect(error?.path == scratch.directory.path)
    #expect(error?.reason == "belongs to or can be written by other users")
  }

  @Test func eachBandGetsAnotherName() throws {
    let scratch = try Scratch()
    let links = try (0..<3).map { try scratch.directory.publish(port: "/dev/pts/9\($0)", board: "b", image: "i") }
    #expect(links.map(\.record.name) == ["band0", "band1", "band2"])
    links[1].remove()
    let next = try scratch.directory.publish(port: "/dev/pts/95", board: "b", image: "i")
    #expect(next.record.name == "band1")
    #expect(scratch.directory.runningBands().map(\.path) == ["/dev/pts/90", "/dev/pts/95", "/dev/pts/92"])
  }

  @Test func refusesALiveNameAndGivesItAfterwards() throws {
    let scratch = try Scratch()
    let first = try scratch.directory.publish(port: "/dev/pts/90", name: "left", board: "b", image: "i")
    let error = publishError(scratch.directory, name: "left")
    #expect(
      error?.description
        == "\(scratch.path)/bandbox/left: this band is already running as process \(getpid()); "
        + "stop it or choose another name")
    #expect(SymbolicLink.target(first.record.link) == "/dev/pts/90")
    first.remove()
    let second = try scratch.directory.publish(port: "/dev/pts/91", name: "left", board: "b", image: "i")
    #expect(SymbolicLink.target(second.record.link) == "/dev/pts/91")
  }

  @Test func replacesWhatADeadBandLeft() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.directory.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // The record names a live process, this one, but nobody holds the lock: process numbers are used again.
    let stale = BandRecord(
      name: "band0", path: "/dev/pts/77", link: scratch.path + "/bandbox/band0", pid: getpid(), board: "b", image: "i")
    try JSONLine.encode(stale).write(toFile: scratch.path + "/bandbox/band0.lock", atomically: false, encoding: .utf8)
    #expect(symlink("/dev/pts/77", stale.link) == 0)
    #expect(scratch.directory.runningBands() == [])
    let link = try scratch.directory.publish(port: "/dev/pts/78", board: "b", image: "i")
    #expect(link.record.name == "band0")
    #expect(SymbolicLink.target(stale.link) == "/dev/pts/78")
    #expect(scratch.directory.runningBands() == [link.record])
  }

  /// The first restart with the same link works, and so does the next.
  @Test func aKilledBandsLinkIsItsOwnAgain() throws {
    let scratch = try Scratch()
    let place = scratch.path + "/my-band"
    for number in 70..<73 {
      try FileManager.default.createDirectory(
        atPath: scratch.directory.path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let stale = BandRecord(
        name: "band0", path: "/dev/pts/\(number)", link: place, pid: getpid(), board: "b", image: "i")
      try JSONLine.encode(stale).write(
        toFile: scratch.path + "/bandbox/band0.lock", atomically: false, encoding: .utf8)
      unlink(place)
      #expect(symlink(stale.path, place) == 0)
      let link = try scratch.directory.publish(port: "/dev/pts/9", link: place, board: "b", image: "i")
      #expect(SymbolicLink.target(place) == "/dev/pts/9")
      link.remove()
    }
  }

  /// The next band takes away what a killed one left elsewhere, but not what a live one has there now.
  @Test func whatTheDeadLeftElsewhereGoes() throws {
    let scratch = try Scratch()
    let (dead, live) = (scratch.path + "/dead", scratch.path + "/live")
    let owner = try scratch.directory.publish(port: "/dev/pts/71", link: live, board: "b", image: "i")
    for (number, place) in [(7, dead), (8, live)] {
      let record = BandRecord(
        name: "band\(number)", path: "/dev/pts/71", link: place, pid: 1, board: "b", image: "i")
      try JSONLine.encode(record).write(
        toFile: scratch.path + "/bandbox/band\(number).lock", atomically: false, encoding: .utf8)
    }
    #expect(symlink("/dev/pts/71", dead) == 0)
    let next = try scratch.directory.publish(port: "/dev/pts/72", board: "b", image: "i")
    #expect(SymbolicLink.target(dead) == nil && SymbolicLink.target(live) == "/dev/pts/71")
    #expect(scratch.files == ["band0.lock", "band1", "band1.lock"])
    owner.remove()
    next.remove()
  }

  /// Another runtime directory, as under a supervisor, is no way round.
  @Test func aPlaceIsOneBands() throws {
    let scratch = try Scratch()
    let place = scratch.path + "/my-band"
    let link = try scratch.directory.publish(port: "/dev/pts/90", link: place, board: "b", image: "i")
    let other = LinkDirectory(path: scratch.path + "/other", patience: .zero)
    #expect(publishError(other, link: place)?.reason == "belongs to a running band")
    let long = scratch.path + "/" + String(repeating: "x", count: 100)
    let first = try other.publish(port: "/dev/pts/91", link: long + "1", board: "b", image: "i")
    let second = try other.publish(port: "/dev/pts/92", link: long + "2", board: "b", image: "i")
    for published in [link, first, second] { published.remove() }
    let again = try other.publish(port: "/dev/pts/93", link: place, board: "b", image: "i")
    #expect(SymbolicLink.target(place) == "/dev/pts/93")
    again.remove()
  }

  @Test func aKilledBandIsDead() throws {
    let scratch = try Scratch()
    let directory = scratch.directory.path
    // Another process holds the lock in the same way, until it is killed.
    let holder = try ClientProcess(
      python: """
        import fcntl, json, os, struct, sys
        d = sys.argv[1]; os.mkdir(d, 0o700)
        f = os.open(d + '/band0.lock', os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.fcntl(f, 37, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 0, 0, 0))
        os.write(f, json.dumps(dict(name='band0', path='/dev/pts/77', link=d + '/band0', pid=os.getpid(),
                                    board='b', image='i')).encode())
        print('held'); sys.stdin.readline()
        """, directory)
    #expect(holder.line() == "held")
    #expect(scratch.directory.runningBands().map(\.pid) == [holder.process.processIdentifier])
    #expect(publishError(scratch.directory, name: "band0")?.reason.hasPrefix("this band is already running") == true)
    holder.killNow()
    #expect(scratch.directory.runningBands() == [])
    let link = try scratch.directory.publish(port: "/dev/pts/78", name: "band0", board: "b", image: "i")
    #expect(scratch.directory.runningBands() == [link.record])
  }

  @Test func takesAnExplicitPath() throws {
    let scratch = try Scratch()
    let place = scratch.path + "/my-band"
    let link = try scratch.directory.publish(port: "/dev/pts/90", link: place, board: "b", image: "i")
    #expect(SymbolicLink.target(place) == "/dev/pts/90")
    #expect(link.record.link == place)
    #expect(scratch.files == ["band0.lock"])
    // Another spelling of the same place.
    let error = publishError(scratch.directory, link: scratch.path + "/./my-band")
    #expect(error?.reason == "belongs to the running band0 (process \(getpid()))")
    link.remove()
    #expect(SymbolicLink.target(place) == nil)
    #expect(scratch.files == [])
  }

  @Test func anExplicitPathLeftByADeadBandIsReplaced() throws {
    let scratch = try Scratch()
    let place = scratch.path + "/my-band"
    #expect(symlink("/dev/pts/77", place) == 0)
    let link = try scratch.directory.publish(port: "/dev/pts/90", link: place, board: "b", image: "i")
    #expect(SymbolicLink.target(place) == "/dev/pts/90")
    link.remove()
  }

  @Test func neverReplacesWhatIsNotItsOwn() throws {
    let scratch = try Scratch()
    let file = scratch.path + "/file"
    try "precious".write(toFile: file, atomically: false, encoding: .utf8)
    #expect(publishError(scratch.directory, link: file)?.reason == "exists and is not a symbolic link")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
    let foreign = scratch.path + "/foreign"
    #expect(symlink(file, foreign) == 0)
    #expect(
      publishError(scratch.directory, link: foreign)?.reason
        == "is a symbolic link to \(file), which no band has made")
    #expect(publishError(scratch.directory, link: scratch.path)?.reason == "exists and is not a symbolic link")
    #expect(scratch.files == [])
    // A link that was turned elsewhere in the meantime stays.
    let link = try scratch.directory.publish(port: "/dev/pts/90", link: scratch.path + "/l", board: "b", image: "i")
    unlink(scratch.path + "/l")
    symlink(file, scratch.path + "/l")
    link.remove()
    #expect(SymbolicLink.target(scratch.path + "/l") == file)
  }

  @Test func saysWhatToDoAboutABadDirectory() throws {
    let scratch = try Scratch()
    let missing = publishError(scratch.directory, link: scratch.path + "/none/band")
    #expect(
      missing?.description == "\(scratch.path)/none: No such file or directory; "
        + "make that directory or choose another path with --link")
    // Nobody, not even root, can make files here.
    let readOnly = publishError(scratch.directory, link: "/proc/band")
    #expect(readOnly?.path == "/proc/band")
    #expect(readOnly?.advice == LinkError.otherPlace)
    #expect(publishError(LinkDirectory(path: "/proc/bandbox"))?.path == "/proc/bandbox")
    for path in ["", "/", "a/..", "."] {
      #expect(publishError(scratch.directory, link: path)?.reason == "is not a path of a file")
    }
    #expect(scratch.files == [])
    // A file where the directory should be.
    try "x".write(toFile: scratch.path + "/notdir", atomically: false, encoding: .utf8)
    #expect(publishError(LinkDirectory(path: scratch.path + "/notdir"))?.reason == "is not a directory")
  }

  @Test func checksNames() throws {
    for name in ["", ".", "..", ".hidden", "a/b", "a b", "x.lock", "ä", "a\n", String(repeating: "a", count: 65)] {
      #expect(!LinkDirectory.isValid(name))
    }
    for name in ["a", "band0", "Left_wrist-2.1", String(repeating: "a", count: 64)] {
      #expect(LinkDirectory.isValid(name))
    }
    let scratch = try Scratch()
    #expect(publishError(scratch.directory, name: "../evil")?.reason == "is not a name for a band")
  }

  @Test func findsTheStandardPlace() {
    let fallback = "/tmp/bandbox-\(getuid())"
    #expect(LinkDirectory.standard(environment: [:]).path == fallback)
    #expect(LinkDirectory.standard(environment: ["XDG_RUNTIME_DIR": ""]).path == fallback)
    #expect(LinkDirectory.standard(environment: ["XDG_RUNTIME_DIR": "relative"]).path == fallback)
    #expect(LinkDirectory.standard(environment: ["XDG_RUNTIME_DIR": "/none/such"]).path == fallback)
    #expect(LinkDirectory.standard(environment: ["XDG_RUNTIME_DIR": "/tmp"]).path == "/tmp/bandbox")
  }

  @Test func ignoresRubbishInTheDirectory() throws {
    let scratch = try Scratch()
    let link = try scratch.directory.publish(port: "/dev/pts/90", board: "b", image: "i")
    try "{".write(toFile: scratch.path + "/bandbox/x.lock", atomically: false, encoding: .utf8)
    #expect(mkfifo(scratch.path + "/bandbox/fifo.lock", 0o600) == 0)
    #expect(mkdir(scratch.path + "/bandbox/dir.lock", 0o700) == 0)
    #expect(symlink("/etc/passwd", scratch.path + "/bandbox/link.lock") == 0)
    #expect(scratch.directory.runningBands() == [link.record])
  }

  @Test func announcesItself() {
    let record = BandRecord(
      name: "band0", path: "/dev/pts/5", link: "/run/user/0/bandbox/band0", pid: 12, board: "miband2", image: "i")
    #expect(record.startLine == "connected to pseudotty: /dev/pts/5")
    #expect(
      record.startJSON
        == #"{"event":"link","link":"/run/user/0/bandbox/band0","name":"band0","path":"/dev/pts/5","pid":12}"#)
  }

  private func publishError(_ directory: LinkDirectory, name: String? = nil, link: String? = nil) -> LinkError? {
    do {
      _ = try directory.publish(port: "/dev/pts/99", name: name, link: link, board: "b", image: "i")
      Issue.record("published")
      return nil
    } catch {
      return error
    }
  }
}
