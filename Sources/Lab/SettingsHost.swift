import Boards
import Machine
import SMP

/// A host tool inside the machine: it attaches the cable, writes settings by SMP one after another, has them
/// saved, and detaches. So a scenario's settings take the way that a person's do, with what it costs.
final class SettingsHost {
  /// The cable comes in so long after the start of the run, when firmware has long begun.
  static let attachTime: Tick = .seconds(1)
  /// From attaching to the first request.
  static let settleTime: Tick = .milliseconds(500)
  /// The longest time that an answer may take.
  static let timeout: Tick = .seconds(2)
  private static let bufferSize = 1_024

  private let emulation: Emulation
  private let bridge: CableBridge
  private let settings: [BandSetting]
  private let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: SettingsHost.bufferSize)
  private var answers: ConsoleDecoder
  private var asked: SMPHeader?
  private var done = 0
  private var next: Alarm!
  /// Why a setting was not taken: the firmware refused it, or did not answer.
  private(set) var failure: InputError?

  /// Begins at `attachTime`.
  init(_ emulation: Emulation, bridge: CableBridge, fromBand wire: SerialWire, settings: [BandSetting]) {
    self.emulation = emulation
    self.bridge = bridge
    self.settings = settings
    answers = ConsoleDecoder(buffer: memory)
    next = emulation.alarm("settings.next") { [unowned self] _ in proceed() }
    let before = wire.onSent
    wire.onSent = { [weak self] byte in
      before?(byte)
      self?.answered(byte)
    }
    next.set(at: Self.attachTime)
  }

  deinit { memory.deallocate() }

  /// The alarm: the cable goes in, a request goes out, or an answer has not come.
  private func proceed() {
    if asked != nil { return fail("the firmware does not answer") }
    guard emulation.now >= Self.attachTime + Self.settleTime else {
      bridge.attach()
      return next.set(at: Self.attachTime + Self.settleTime)
    }
    ask()
  }

  private func ask() {
    guard done <= settings.count else { return bridge.detach() }
    let sequence = UInt8(truncatingIfNeeded: done)
    let (header, frame) =
      done < settings.count
      ? Self.request(SettingsCommand.value, sequence) { writer in
        writer.map(2)
        writer.text("name")
        Array(settings[done].name.utf8).withUnsafeBufferPointer { writer.text($0) }
        writer.text("val")
        settings[done].value.withUnsafeBufferPointer { writer.bytes($0) }
      } : Self.request(SettingsCommand.storage, sequence) { $0.map(0) }
    asked = header
    bridge.send(frame)
    next.set(at: emulation.now + Self.timeout)
  }

  private func answered(_ byte: UInt8) {
    guard case .message(let count) = answers.feed(byte), let asked, failure == nil,
      let reply = SMPReply(answers.message(count: count)), reply.answers(asked)
    else { return }
    if let error = reply.error {
      let code = UInt16(truncatingIfNeeded: error.code)
      let name =
        error.group == nil
        ? ManagementError(rawValue: code).map { "\($0)" } : SettingsError(rawValue: code).map { "\($0)" }
      return fail("the firmware refuses it (\(name ?? "error \(code)"))")
    }
    self.asked = nil
    done += 1
    // The line rests before the next request, as with a tool that reads the answer first.
    next.set(at: emulation.now + .milliseconds(10))
  }

  private func fail(_ reason: String) {
    let what = done < settings.count ? settings[done].name : "saving them"
    failure = InputError("settings: \(what): \(reason)")
    next.cancel()
    bridge.detach()
  }

  /// A writing request of the settings group, in console frames.
  private static func request(
    _ command: UInt8, _ sequence: UInt8, _ fill: (inout CBORWriter) -> Void
  ) -> (header: SMPHeader, frame: [UInt8]) {
    var message = [UInt8](repeating: 0, count: bufferSize)
    var header = SMPHeader(
      version: 1, operation: .write, group: SMPGroup.settings, sequence: sequence, command: command)
    let size = message.withUnsafeMutableBufferPointer { buffer in
      var writer = CBORWriter(UnsafeMutableBufferPointer(rebasing: buffer[SMPHeader.size...]))
      fill(&writer)
      header.length = UInt16(truncatingIfNeeded: writer.count)
      header.write(to: buffer)
      return SMPHeader.size + writer.count
    }
    return message[..<size].withUnsafeBufferPointer { bytes in
      var encoder = ConsoleEncoder(bytes)
      var frame: [UInt8] = []
      while let byte = encoder.next() { frame.append(byte) }
      return (header, frame)
    }
  }
}
