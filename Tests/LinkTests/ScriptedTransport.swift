import SMP

@testable import Link

/// A device made of a closure: gets each request, gives the messages that come back.
final class ScriptedTransport: SMPTransport {
  let name = "script"
  private(set) var requests: [[UInt8]] = []
  private var answers: [[UInt8]] = []
  private let device: (Int, SMPHeader, SMPValue) -> [[UInt8]]

  /// `device` is told how many requests there were before, and the request.
  init(_ device: @escaping (Int, SMPHeader, SMPValue) -> [[UInt8]]) { self.device = device }

  func send(_ message: [UInt8], until deadline: ContinuousClock.Instant) throws(LinkError) {
    let (header, fields) = Self.parse(message)
    answers += device(requests.count, header, fields)
    requests.append(message)
  }

  func receive(until deadline: ContinuousClock.Instant) throws(LinkError) -> [UInt8]? {
    answers.isEmpty ? nil : answers.removeFirst()
  }

  static func parse(_ message: [UInt8]) -> (SMPHeader, SMPValue) {
    message.withUnsafeBufferPointer { message in
      var reader = CBORReader(UnsafeBufferPointer(rebasing: message[SMPHeader.size...]))
      return (SMPHeader(message)!, SMPValue(reader.next()!))
    }
  }

  /// An answer to a request.
  static func answer(
    _ request: SMPHeader, sequence: UInt8? = nil, _ payload: (inout CBORWriter) -> Void
  ) -> [UInt8] {
    var memory = [UInt8](repeating: 0, count: 4_096)
    let count = memory.withUnsafeMutableBufferPointer { buffer in
      var writer = CBORWriter(UnsafeMutableBufferPointer(rebasing: buffer[SMPHeader.size...]))
      payload(&writer)
      var header = request
      header.operation = request.operation.response
      header.sequence = sequence ?? request.sequence
      header.length = UInt16(writer.count)
      header.write(to: buffer)
      return SMPHeader.size + writer.count
    }
    return Array(memory[..<count])
  }
}
