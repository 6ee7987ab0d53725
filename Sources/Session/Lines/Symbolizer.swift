import Formats
import Foundation
import Watchers

/// LLVM's `llvm-symbolizer`, which says from which source lines code comes (DWARF).
struct Symbolizer: Sendable {
  /// The variable of the environment that names it.
  static let variable = "LLVM_SYMBOLIZER"
  private static let name = "llvm-symbolizer"

  private let path: String

  /// Finds it: named by LLVM_SYMBOLIZER, beside `swift`, or in the search path. Throws one line where it is not there.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(InputError) {
    if let named = environment[Symbolizer.variable], !named.isEmpty {
      guard FileManager.default.isExecutableFile(atPath: named) else {
        throw InputError("\(Symbolizer.variable): \(named): no such program; expected the path of \(Symbolizer.name)")
      }
      path = named
      return
    }
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let swift = folders.map { $0 + "/swift" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    let real = swift.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    let places = [real.map(RelativePath.folder)].compactMap(\.self) + folders
    guard
      let found = places.map({ "\($0)/\(Symbolizer.name)" }).first(where: {
        FileManager.default.isExecutableFile(atPath: $0)
      })
    else {
      throw InputError(
        "\(Symbolizer.name) is neither beside 'swift' nor in the search path, and source lines need it; install a Swift "
          + "toolchain or LLVM, or name it in \(Symbolizer.variable)")
    }
    path = found
  }

  /// The places in the source that the code of an ELF file at each of `addresses` comes from: from the innermost inlined
  /// function to the one that the linker knows; none where the file does not say. Throws one line where the program fails.
  func frames(of addresses: [UInt32], in file: String) throws(InputError) -> [[SourceFrame]] {
    guard !addresses.isEmpty else { return [] }
    let lines = try output(addresses, file).split(separator: UInt8(ascii: "\n"))
    guard lines.count == addresses.count else {
      throw InputError("\(path): gave \(lines.count) answers to \(addresses.count) addresses of \(file)")
    }
    let decoder = JSONDecoder()
    var result: [[SourceFrame]] = []
    result.reserveCapacity(lines.count)
    for line in lines {
      guard let answer = try? decoder.decode(Answer.self, from: Data(line)) else {
        throw InputError(
          "\(path): expected JSON of LLVM 13 or newer, found '\(String(decoding: line.prefix(100), as: UTF8.self))'")
      }
      result.append((answer.symbol ?? []).compactMap(\.frame))
    }
    return result
  }

  private func output(_ addresses: [UInt32], _ file: String) throws(InputError) -> Data {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = ["--output-style=JSON", "--functions=linkage", "--inlines", "--obj=\(file)"]
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { throw InputError("\(path): cannot be started: \(error.localizedDescription)") }
    let text = Data(addresses.map { "0x" + String($0, radix: 16) + "\n" }.joined().utf8)
    // It answers while it reads: each side would wait for the other.
    let writer = input.fileHandleForWriting
    Thread.detachNewThread {
      try? writer.write(contentsOf: text)
      try? writer.close()
    }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw InputError("\(path): ended with status \(process.terminationStatus) for \(file)")
    }
    return bytes
  }

  /// What it says of an address.
  private struct Answer: Decodable {
    struct Symbol: Decodable {
      var fileName: String
      var functionName: String
      var line: Int
      var startLine: Int?

      enum CodingKeys: String, CodingKey {
        case fileName = "FileName"
        case functionName = "FunctionName"
        case line = "Line"
        case startLine = "StartLine"
      }

      /// What compilers make up has no line, or a file such as `<stdin>` or the object's.
      var frame: SourceFrame? {
        guard line > 0, !fileName.isEmpty, !fileName.hasSuffix(">"), !fileName.hasSuffix(".o") else { return nil }
        return SourceFrame(function: functionName, file: fileName, line: line, startLine: startLine ?? 0)
      }
    }

    var symbol: [Symbol]?

    enum CodingKeys: String, CodingKey { case symbol = "Symbol" }
  }
}
