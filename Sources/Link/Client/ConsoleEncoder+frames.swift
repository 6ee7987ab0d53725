import SMP

extension ConsoleEncoder {
  /// A message as it goes over a console: all of its frames, one after another.
  public static func frames(_ message: [UInt8]) -> [UInt8] {
    message.withUnsafeBufferPointer { message in
      var encoder = ConsoleEncoder(message)
      var bytes: [UInt8] = []
      bytes.reserveCapacity(encodedSize(messageBytes: message.count))
      while let byte = encoder.next() { bytes.append(byte) }
      return bytes
    }
  }
}
