import Glibc

/// A pseudo-terminal that looks to a host tool like the serial port of a band: raw at 115200 baud, 8N1, before anyone can see it.
///
/// One descriptor of the slave stays open here for the terminal's whole life, so that its settings persist over clients
/// and the master never reports a hang-up.
public final class PseudoTerminal: Sendable {
  /// The slave that clients open, such as `/dev/pts/5`.
  public let path: String
  let master: Descriptor
  private let slave: Descriptor

  /// Opens a new pseudo-terminal.
  ///
  /// `access` says who else may open it. Throws a `LinkError` when the system has none left, does not offer any, or does
  /// not allow that.
  public init(access: PortAccess? = nil) throws(LinkError) {
    let advice = "check that devpts is mounted and that /proc/sys/kernel/pty/max is not reached"
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    guard master >= 0 else { throw .system("/dev/ptmx", errno, advice) }
    self.master = Descriptor(owning: master)

    var number: UInt32 = 0
    guard ioctl(master, Request.getPtyNumber, &number) == 0 else { throw .system("/dev/ptmx", errno, advice) }
    path = "/dev/pts/\(number)"
    var locked: Int32 = 0
    guard ioctl(master, Request.setPtyLock, &locked) == 0 else { throw .system(path, errno, advice) }
    let slave = ioctl(master, Request.getPtyPeer, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
    guard slave >= 0 else { throw .system(path, errno, advice) }
    self.slave = Descriptor(owning: slave)

    try access?.apply(to: slave, path: path)
    var settings = termios()
    guard tcgetattr(slave, &settings) == 0 else { throw .system(path, errno, advice) }
    cfmakeraw(&settings)
    cfsetspeed(&settings, speed_t(B115200))
    settings.c_cflag |= tcflag_t(CS8 | CREAD | CLOCAL)
    guard tcsetattr(slave, TCSANOW, &settings) == 0 else { throw .system(path, errno, advice) }
    var isPacket: Int32 = 1
    guard ioctl(master, Request.setPacketMode, &isPacket) == 0 else { throw .system(path, errno, advice) }
  }

  /// The rate that the last client set, in baud; it persists from client to client. Any integer is possible.
  public var baudRate: Int {
    // struct termios2: four 32-bit flag words, c_line, c_cc[19], then input and output speed.
    var settings = [UInt32](repeating: 0, count: 11)
    guard ioctl(slave.number, Request.getSettings2, &settings) == 0 else { return 0 }
    return Int(settings[10])
  }

  /// Sets 115200 baud, as at the start.
  func setStandardRate() {
    var settings = termios()
    guard tcgetattr(slave.number, &settings) == 0 else { return }
    cfsetspeed(&settings, speed_t(B115200))
    tcsetattr(slave.number, TCSANOW, &settings)
  }

  /// Makes the port ready for the next client: throws away what the last one has not read, and lifts the exclusive use
  /// that it may have asked for (as screen does), which would outlast it.
  func reset() {
    tcflush(slave.number, TCIFLUSH)
    _ = ioctl(slave.number, Request.setNotExclusive)
  }

  /// Whether a client has the port open; nil when that cannot be found out.
  func isOpenElsewhere() -> Bool? {
    SlaveCensus.isOpen(besides: slave.number)
  }

  /// Requests that the Glibc module does not import (Linux `asm-generic/ioctls.h`; the same on x86-64 and arm64).
  private enum Request {
    static let getSettings2: UInt = 0x802C_542A
    static let getPtyNumber: UInt = 0x8004_5430
    static let setPtyLock: UInt = 0x4004_5431
    static let getPtyPeer: UInt = 0x5441
    static let setNotExclusive: UInt = 0x540D
    static let setPacketMode: UInt = 0x5420
  }
}
