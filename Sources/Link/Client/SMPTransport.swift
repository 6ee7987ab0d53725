/// Something that carries whole SMP messages to one device and back. For one thread at a time.
public protocol SMPTransport: AnyObject {
  /// The port for messages to people, such as `/dev/ttyACM0` or `127.0.0.1:1337`.
  var name: String { get }
  /// Sends a message. Throws a `LinkError` when the port has gone or takes nothing until the deadline.
  func send(_ message: [UInt8], until deadline: ContinuousClock.Instant) throws(LinkError)
  /// The next whole message with a good checksum; nil at the deadline. Everything else on the line is passed over.
  func receive(until deadline: ContinuousClock.Instant) throws(LinkError) -> [UInt8]?
}
