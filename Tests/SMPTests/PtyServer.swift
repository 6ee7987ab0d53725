import Foundation
import Glibc
import SMP
import Synchronization

/// `SMPServer` behind a pseudo-terminal, served by a thread of its own until `stop()`.
final class PtyServer: Sendable {
  /// The path that clients open.
  let path: String
  private let master: Int32
  /// Kept open so that the terminal's settings last and reading does not fail between clients.
  private let slave: Int32
  private let stopRead: Int32
  private let stopWrite: Int32
  private let resetCount = Mutex(0)
  private let ended = DispatchSemaphore(value: 0)

  /// Resets asked for so far.
  var resets: Int { resetCount.withLock { $0 } }

  /// Starts serving `device`. With `chatty` a line of log text comes before and after every reply.
  init(_ device: TestDevice, chatty: Bool = false) throws {
    // posix_openpt and its companions are not in the Glibc module; these are their ioctls.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var unlocked: Int32 = 0
    var number: UInt32 = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
      throw POSIXError(.EIO)
    }
    path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { throw POSIXError(.EIO) }
    var settings = termios()
    tcgetattr(slave, &settings)
    cfmakeraw(&settings)
    tcsetattr(slave, TCSANOW, &settings)
    var pipes: [Int32] = [0, 0]
    guard pipe(&pipes) == 0 else { throw POSIXError(.EIO) }
    (stopRead, stopWrite) = (pipes[0], pipes[1])
    Thread.detachNewThread {
      self.serve(device, chatty: chatty)
      self.ended.signal()
    }
  }

  /// Ends the thread and closes the terminal.
  func stop() {
    close(stopWrite)
    ended.wait()
    close(slave)
    close(master)
    close(stopRead)
  }

  private func serve(_ device: TestDevice, chatty: Bool) {
    var server = SMPServer(device)
    let request = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1024)
    let reply = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1024)
    defer {
      request.deallocate()
      reply.deallocate()
    }
    var decoder = ConsoleDecoder(buffer: request)
    var input = [UInt8](repeating: 0, count: 4096)
    while true {
      var waiting = [
        pollfd(fd: master, events: Int16(POLLIN), revents: 0), pollfd(fd: stopRead, events: 0, revents: 0),
      ]
      guard poll(&waiting, 2, -1) > 0, waiting[1].revents == 0 else { return }
      let count = read(master, &input, input.count)
      guard count > 0 else { return }
      for byte in input[0..<count] {
        guard case .message(let count) = decoder.feed(byte) else { continue }
        let outcome = server.handle(decoder.message(count: count), reply: reply)
        if chatty { send(Array("<inf> request of \(count) bytes".utf8)) }
        switch outcome {
        case .ignored: break
        case .reply(let count): send(reply, count, afterText: chatty)
        case .replyThenReset(let count, _):
          send(reply, count, afterText: chatty)
          resetCount.withLock { $0 += 1 }
        }
        if chatty { send(Array("<inf> done\r\n".utf8)) }
      }
    }
  }

  private func send(_ reply: UnsafeMutableBufferPointer<UInt8>, _ count: Int, afterText: Bool) {
    var encoder = ConsoleEncoder(UnsafeBufferPointer(rebasing: reply[0..<count]), afterText: afterText)
    var bytes: [UInt8] = []
    while let byte = encoder.next() { bytes.append(byte) }
    send(bytes)
  }

  private func send(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      sent += count
    }
  }
}
