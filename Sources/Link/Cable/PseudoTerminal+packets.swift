import Glibc

/// Reading in packet mode (tty_ioctl(4), TIOCPKT): every read brings either data behind a byte of 0, or one byte that says
/// what a client did to the terminal. So the band's end learns that a client throws away what it has written (tcflush), as
/// the driver of a real port does.
///
/// A change of the settings could be told too (EXTPROC), but the kernel does not say between which bytes it came, and a
/// client that writes settings of its own ends it. The rate is looked at whenever bytes are taken, which is as good.
extension PseudoTerminal {
  /// What a read brought.
  struct Packets {
    /// Nothing is left to be read.
    var isEmpty = false
    /// A client has thrown away what it had written before.
    var isFlushed = false
    /// Bytes of these reads that went with it.
    var discarded = 0
  }

  private enum Status {
    static let data: UInt8 = 0
    static let flushWrite: UInt8 = 2
  }

  /// Reads what is there, up to `limit` bytes, and appends it. Bytes before a flush, those in `bytes` too, are removed.
  func read(into bytes: inout [UInt8], limit: Int) -> Packets {
    var packets = Packets()
    let end = bytes.count + max(0, limit)
    while bytes.count < end {
      // One more, for the first byte of every read.
      let wanted = min(4096, end - bytes.count) + 1
      let packet = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        var got: Int
        repeat { got = Glibc.read(master.number, buffer.baseAddress, wanted) } while got < 0 && errno == EINTR
        count = max(0, got)
      }
      guard let status = packet.first else {
        packets.isEmpty = true
        break
      }
      if status == Status.data {
        bytes += packet[1...]
      } else if status & Status.flushWrite != 0 {
        packets.isFlushed = true
        packets.discarded += bytes.count
        bytes.removeAll(keepingCapacity: true)
      }
    }
    return packets
  }
}
