import Foundation

/// Digests by Python's hashlib, which is OpenSSL's.
enum PythonHashes {
  /// The digests of messages by an algorithm that hashlib names, such as `sha256`.
  static func digests(_ algorithm: String, of messages: [[UInt8]]) throws -> [[UInt8]] {
    let program = """
      import hashlib, sys
      for line in sys.stdin: print(hashlib.new(sys.argv[1], bytes.fromhex(line)).hexdigest())
      """
    let folder = FileManager.default.temporaryDirectory.path + "/hashes-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lines = messages.map { message in
      message.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: folder + "/in"))
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", program, algorithm]
    python.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder + "/in"))
    let output = Pipe()
    python.standardOutput = output
    try python.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    python.waitUntilExit()
    return text.split(separator: "\n").map { SignatureVectors.bytes(String($0)) }
  }
}
