import Glibc
import SMP

/// SMP in console framing over a serial port or pseudo-terminal, which it keeps from other programs that ask.
///
/// Whatever else is on the line is passed over: logs, the rest of a frame for a client that went, noise.
public final class SerialTransport: SMPTransport {
  /// The port's path.
  public let name: String
  private let port: Descriptor
  private let memory: UnsafeMutableBufferPointer<UInt8>
  private var decoder: ConsoleDecoder
  /// Read and not yet decoded.
  private var unread: ArraySlice<UInt8> = []

  /// The largest message that is taken; SMP's devices have a few thousand bytes at most.
  static let messageLimit = 65_533

  /// Opens a port raw, 8N1, without flow control, and throws away what came before.
  ///
  /// Throws a `LinkError` when there is no such port, when it is no terminal, when another program has it for itself, or
  /// when it does not do this rate.
  public init(path: String, baud: Int = 115_200) throws(LinkError) {
    name = path
    let number = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
    guard number >= 0 else { throw .system(path, errno, Self.advice(errno)) }
    let port = Descriptor(owning: number)
    guard isatty(number) == 1 else {
      throw LinkError(path: path, reason: "is not a serial port", advice: "'bandbox ports' lists those there are")
    }
    // The same lock that pyserial, picocom and others ask for.
    guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
      throw LinkError(path: path, reason: "is in use by another program", advice: "close that program first")
    }
    try Self.configure(number, path: path, baud: baud)
    tcflush(number, TCIFLUSH)
    self.port = port
    memory = .allocate(capacity: Self.messageLimit + 2)
    decoder = ConsoleDecoder(buffer: memory)
  }

  deinit { memory.deallocate() }

  private static func advice(_ number: Int32) -> String {
    switch number {
    case EACCES: "join the group that owns it (often dialout), or have it changed"
    case EBUSY: "close the program that has it open"
    default: "'bandbox ports' lists the ports there are"
    }
  }

  private static func configure(_ number: Int32, path: String, baud: Int) throws(LinkError) {
    let advice = "give another rate with --baud"
    var settings = termios()
    guard tcgetattr(number, &settings) == 0 else { throw .system(path, errno, advice) }
    cfmakeraw(&settings)
    settings.c_cflag &= ~(tcflag_t(CSTOPB) | Request.hardwareFlow)
    settings.c_cflag |= tcflag_t(CS8 | CREAD | CLOCAL)
    guard tcsetattr(number, TCSANOW, &settings) == 0 else { throw .system(path, errno, advice) }
    // Any rate, also those without a name: struct termios2 is four flag words, c_line, c_cc[19] and two speeds.
    var raw = [UInt32](repeating: 0, count: 11)
    guard ioctl(number, Request.getSettings2, &raw) == 0 else { throw .system(path, errno, advice) }
    raw[2] = raw[2] & ~UInt32(Request.baudMask | Request.baudMask << 16) | UInt32(Request.otherBaud)
    raw[9] = UInt32(clamping: baud)
    raw[10] = UInt32(clamping: baud)
    guard baud > 0, ioctl(number, Request.setSettings2, &raw) == 0 else {
      throw LinkError(path: path, reason: "does not do \(baud) baud", advice: advice)
    }
  }

  /// Sends a message as console frames.
  public func send(_ message: [UInt8], until deadline: ContinuousClock.Instant) throws(LinkError) {
    var rest = ConsoleEncoder.frames(message)[...]
    while !rest.isEmpty {
      errno = 0
      let count = rest.withUnsafeBytes { port.write($0) }
      rest = rest.dropFirst(count)
      if rest.isEmpty { return }
      if count == 0 && errno != EAGAIN { throw gone(errno) }
      guard try wait(for: POLLOUT, until: deadline) else {
        throw LinkError(path: name, reason: "takes no more bytes", advice: "is the device still there?")
      }
    }
  }

  /// The next message with a good checksum.
  public func receive(until deadline: ContinuousClock.Instant) throws(LinkError) -> [UInt8]? {
    while true {
      while let byte = unread.popFirst() {
        if case .message(let count) = decoder.feed(byte) { return Array(decoder.message(count: count)) }
      }
      guard try wait(for: POLLIN, until: deadline) else { return nil }
      try fill()
    }
  }

  private func fill() throws(LinkError) {
    var chunk = [UInt8](repeating: 0, count: 4096)
    let count = read(port.number, &chunk, chunk.count)
    if count > 0 {
      unread = chunk[..<count]
    } else if count == 0 {
      throw gone(EIO)
    } else if errno != EAGAIN && errno != EINTR {
      throw gone(errno)
    }
  }

  private func gone(_ number: Int32) -> LinkError {
    LinkError(
      path: name, reason: number == EIO ? "the device has gone" : String(cString: strerror(number)),
      advice: "plug it in or start the band again")
  }

  /// Waits until the port is ready; false at the deadline.
  private func wait(for events: Int32, until deadline: ContinuousClock.Instant) throws(LinkError) -> Bool {
    try port.wait(for: events, until: deadline) { number in gone(number) }
  }

  /// Requests and flags that the Glibc module does not import (Linux `asm-generic/ioctls.h` and `termbits.h`).
  private enum Request {
    static let getSettings2: UInt = 0x802C_542A
    static let setSettings2: UInt = 0x402C_542B
    static let baudMask = 0o010017
    static let otherBaud = 0o010000
    static let hardwareFlow: tcflag_t = 0x8000_0000
  }
}
