import Foundation
import Testing

@testable import Link

/// The tests' limit for anything that takes milliseconds; only a failing test ever waits for it.
let patience = Duration.seconds(30)

struct TimedOut: Error, CustomStringConvertible {
  let description: String
}

/// Takes events from a cable until a condition holds on all that have come, neighbouring bytes joined.
struct EventLog {
  let end: CableEnd
  private(set) var events: [LinkEvent] = []

  init(_ end: CableEnd) {
    self.end = end
  }

  /// The bytes of all events.
  var bytes: [UInt8] {
    events.flatMap { event -> [UInt8] in
      if case .bytes(let bytes) = event { bytes } else { [] }
    }
  }

  /// The bytes since the last attach.
  var lastClientBytes: [UInt8] {
    var log = self
    log.events = events.lastIndex(of: .attached).map { Array(events[$0...]) } ?? []
    return log.bytes
  }

  /// The events without the bytes themselves, short enough to be read.
  var summary: String {
    events.suffix(20).map { event in
      if case .bytes(let bytes) = event { "\(bytes.count) bytes" } else { "\(event)" }
    }.joined(separator: ", ")
  }

  mutating func take() {
    for event in end.poll() {
      if case .bytes(let more) = event, case .bytes(let before)? = events.last {
        events[events.count - 1] = .bytes(before + more)
      } else {
        events.append(event)
      }
    }
  }

  mutating func wait(_ what: String, until holds: (EventLog) -> Bool) throws {
    let deadline = ContinuousClock.now + patience
    take()
    while !holds(self) {
      guard ContinuousClock.now < deadline else { throw TimedOut(description: "no \(what) in \(summary)") }
      end.wait(until: deadline)
      take()
    }
  }

  /// Waits for the n-th attach.
  mutating func waitForAttach(_ count: Int = 1) throws {
    try wait("attach \(count)") { $0.events.count(where: { $0 == .attached }) >= count }
  }

  /// Waits for the n-th detach.
  mutating func waitForDetach(_ count: Int = 1) throws {
    try wait("detach \(count)") { $0.events.count(where: { $0 == .detached }) >= count }
  }

  /// Waits until this many bytes have come in all.
  mutating func waitForBytes(_ count: Int) throws {
    try wait("\(count) bytes") { $0.bytes.count >= count }
  }
}

/// A client in this process: a plain descriptor on the port.
final class PlainClient {
  let descriptor: Int32
  private var isOpen = true

  init(_ path: String, flags: Int32 = O_RDWR | O_NONBLOCK) throws {
    descriptor = open(path, flags | O_NOCTTY | O_CLOEXEC)
    if descriptor < 0 { throw TimedOut(description: "\(path): \(String(cString: strerror(errno)))") }
  }

  deinit {
    close()
  }

  func close() {
    if isOpen { Glibc.close(descriptor) }
    isOpen = false
  }

  /// Writes without waiting; returns how much went in.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Int {
    max(0, Glibc.write(descriptor, bytes, bytes.count))
  }

  /// Reads exactly this many bytes.
  func read(_ count: Int) throws -> [UInt8] {
    var got: [UInt8] = []
    let deadline = ContinuousClock.now + patience
    while got.count < count {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      _ = Glibc.poll(&waiting, 1, 100)
      var chunk = [UInt8](repeating: 0, count: count - got.count)
      let length = Glibc.read(descriptor, &chunk, chunk.count)
      if length > 0 { got += chunk[..<length] }
      guard ContinuousClock.now < deadline else { throw TimedOut(description: "only \(got.count) of \(count) bytes") }
    }
    return got
  }

  /// Waits until the other end has gone, as an end of file.
  func waitForEnd() -> Bool {
    var byte: UInt8 = 0
    let deadline = ContinuousClock.now + patience
    while Glibc.read(descriptor, &byte, 1) != 0 {
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      _ = Glibc.poll(&waiting, 1, 100)
      if ContinuousClock.now >= deadline { return false }
    }
    return true
  }

  /// What can be read at once.
  func readAvailable() -> [UInt8] {
    var chunk = [UInt8](repeating: 0, count: 65536)
    let length = Glibc.read(descriptor, &chunk, chunk.count)
    return length > 0 ? Array(chunk[..<length]) : []
  }
}

/// A program run as a client, talked to over its standard input and output.
final class ClientProcess {
  let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var unread = Data()

  init(_ program: String, _ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  /// A script for the Python of the test environment; `sys.argv[1]` is the port.
  convenience init(python script: String, _ port: String) throws {
    try self.init(try Self.venv() + "/bin/python3", ["-u", "-c", script, port])
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }

  static func venv() throws -> String {
    guard let venv = ProcessInfo.processInfo.environment["BANDBOX_VENV"] else {
      throw TimedOut(
        description: "BANDBOX_VENV is not set: run tools/check, which makes the test environment and sets it")
    }
    return venv
  }

  /// The next line of output, without its end; nil at the end of output.
  func line() -> String? {
    while true {
      if let end = unread.firstIndex(of: 10) {
        defer { unread = Data(unread[(end + 1)...]) }
        return String(decoding: unread[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      unread += more
    }
  }

  /// Reads output until it contains a text.
  func waitFor(_ text: String) -> Bool {
    while !String(decoding: unread, as: UTF8.self).contains(text) {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return false }
      unread += more
    }
    return true
  }

  func say(_ text: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
  }

  func closeInput() throws {
    try input.fileHandleForWriting.close()
  }

  func killNow() {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func waitForExit() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}

/// A cable whose far end sends everything back, served by a thread of its own.
final class Loopback: Sendable {
  let end: CableEnd
  private let state = NSCondition()
  nonisolated(unsafe) private var isStopping = false
  nonisolated(unsafe) private var hasStopped = false

  init(lossless: Bool = true) throws {
    end = try CableEnd(lossless: lossless)
    let thread = Thread { [self] in run() }
    thread.start()
  }

  private func run() {
    while true {
      state.lock()
      let stops = isStopping
      state.unlock()
      if stops { break }
      for case .bytes(var bytes) in end.poll() {
        while !bytes.isEmpty {
          bytes.removeFirst(end.send(bytes))
          if !bytes.isEmpty { end.wait() }
        }
      }
      end.wait()
    }
    state.lock()
    hasStopped = true
    state.signal()
    state.unlock()
  }

  func stop() {
    state.lock()
    isStopping = true
    end.wakeup.signal()
    while !hasStopped { state.wait() }
    state.unlock()
  }
}
