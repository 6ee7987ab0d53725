import Foundation

/// Unicorn's Cortex-M0 in a child process; see Unicorn/reference.py.
package final class Unicorn {
  package struct Program {
    /// R0 to R14, PC, flags.
    package var registers: [UInt32]
    /// Instructions to execute, at most.
    package var count: Int
  }

  package struct Result: Equatable {
    /// R0 to R14, PC, flags, MSP, PSP, PRIMASK, CONTROL.
    package var registers: [UInt32]
    /// The CRC-32 of RAM.
    package var digest: UInt32
    /// Why it stopped; `nil` after `count` instructions.
    package var stop: String?
  }

  private struct Request: Codable {
    var flash: Data?
    var ram: Data?
    var programs: Data?
    var halfwords: Bool?
  }

  private struct Answer: Codable {
    var results: Data?
    var stops: [String?]?
    var undefined: Data?
  }

  /// Words that a result consists of.
  private static let resultWords = 22

  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  package init() throws {
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

  /// Runs programs one after the other, with RAM as it is then; it starts as given, or as zeros.
  package func run(_ programs: [Program], flash: [UInt8], ram: [UInt8] = []) throws -> [Result] {
    let words = programs.flatMap { $0.registers + [UInt32($0.count)] }
    let data = words.withUnsafeBytes { Data($0) }
    let answer = try ask(Request(flash: Data(flash), ram: Data(ram), programs: data))
    let results = answer.results.map { [UInt8]($0) } ?? []
    return results.withUnsafeBytes { bytes in
      (answer.stops ?? []).enumerated().map { index, stop in
        let words = (0..<Self.resultWords).map {
          bytes.loadUnaligned(fromByteOffset: 4 * (index * Self.resultWords + $0), as: UInt32.self)
        }
        return Result(registers: Array(words.dropLast()), digest: words[Self.resultWords - 1], stop: stop)
      }
    }
  }

  /// Whether each 16-bit encoding below 0xE800 is undefined.
  package func undefinedHalfwords() throws -> [Bool] {
    guard let bits = try ask(Request(halfwords: true)).undefined else { throw Failure(description: "no answer") }
    return (0..<0xE800).map { bits[bits.startIndex + $0 >> 3] >> UInt8($0 & 7) & 1 != 0 }
  }

  private func ask(_ request: Request) throws -> Answer {
    try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(request) + Data([10]))
    // One line comes back, and nothing behind it before the next request.
    var line = Data()
    while line.last != 10 {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Failure(description: "Unicorn's process ended") }
      line.append(more)
    }
    return try JSONDecoder().decode(Answer.self, from: line)
  }
}
