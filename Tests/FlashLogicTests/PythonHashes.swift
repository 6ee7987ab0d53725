import Programs

/// Digests by Python's hashlib, which is OpenSSL's.
enum PythonHashes {
  /// The digests of messages by an algorithm that hashlib names, such as `sha256`.
  static func digests(_ algorithm: String, of messages: [[UInt8]]) throws -> [[UInt8]] {
    let program = """
      import hashlib, sys
      for line in sys.stdin: print(hashlib.new(sys.argv[1], bytes.fromhex(line)).hexdigest())
      """
    let lines = messages.map { message in
      message.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "\n"
    }
    let python = try Programs.run("python3", ["-c", program, algorithm], input: Array(lines.joined().utf8))
    return python.output.split(separator: "\n").map { SignatureVectors.bytes(String($0)) }
  }
}
