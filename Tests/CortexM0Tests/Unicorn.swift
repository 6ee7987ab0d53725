import Foundation

/// Unicorn's Cortex-M0 in a child process; see Unicorn/reference.py.
final class Unicorn {
  struct Program: Codable {
    /// R0 to R14, PC, flags.
    var registers: [UInt32]
    var count: Int
  }

  struct Result: Codable, Equatable {
    /// R0 to R14, PC, flags, MSP, PSP, PRIMASK, CONTROL.
    var registers: [UInt32]
    var digest: UInt32
    /// Why it stopped; `nil` after `count` instructions.
    var stop: String?
  }

  private struct Request: Codable {
    var flash: String?
    var programs: [Program]?
    var halfwords: Bool?
  }

  private struct Answer: Codable {
    var results: [Result]?
    var undefined: Data?
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var received = Data()

  init() throws {
    guard let environment = ProcessInfo.processInfo.environment["BANDBOX_VENV"] else {
      throw Failure(description: "BANDBOX_VENV is not set: run tools/check, which makes the test environment")
    }
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let script = folder.appendingPathComponent("Unicorn/reference.py")
    process.executableURL = URL(fileURLWithPath: environment).appendingPathComponent("bin/python")
    process.arguments = ["-B", script.path]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  func run(_ programs: [Program], flash: [UInt8]) throws -> [Result] {
    let answer = try ask(Request(flash: Data(flash).base64EncodedString(), programs: programs))
    return answer.results ?? []
  }

  /// Whether each 16-bit encoding below 0xE800 is undefined.
  func undefinedHalfwords() throws -> [Bool] {
    guard let bits = try ask(Request(halfwords: true)).undefined else { throw Failure(description: "no answer") }
    return (0..<0xE800).map { bits[bits.startIndex + $0 >> 3] >> UInt8($0 & 7) & 1 != 0 }
  }

  private func ask(_ request: Request) throws -> Answer {
    try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(request) + Data([10]))
    while true {
      if let end = received.firstIndex(of: 10) {
        let line = received[received.startIndex..<end]
        received = Data(received[(end + 1)...])
        return try JSONDecoder().decode(Answer.self, from: line)
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Failure(description: "Unicorn's process ended") }
      received.append(more)
    }
  }
}
