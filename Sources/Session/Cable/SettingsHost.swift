import Formats
import Link
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
  private var sent: Subscription?
  /// Why a setting was not taken: the firmware refused it, or did not answer.
  private(set) var failure: InputError?

  /// Begins at `attachTime`.
  init(_ emulation: Emulation, bridge: CableBridge, fromBand wire: SerialWire, settings: [BandSetting]) {
    self.emulation = emulation
    self.bridge = bridge
    self.settings = settings
    answers = ConsoleDecoder(buffer: memory)
    next = emulation.alarm("settings.next") { [unowned self] _ in proceed() }
    sent = wire.watchSent { [unowned self] in answered($0) }
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
    let message = Self.request(done < settings.count ? settings[done] : nil, sequence: UInt8(truncatingIfNeeded: done))
    asked = message.withUnsafeBufferPointer { SMPHeader($0) }
    bridge.send(ConsoleEncoder.frames(message))
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

  /// The band has lost its power: the tool is gone, and nothing has failed that it would have to tell.
  func stop() {
    asked = nil
    next.cancel()
  }

  /// The request that gives a setting its value; with `nil` the one that saves them all.
  private static func request(_ setting: BandSetting?, sequence: UInt8) -> [UInt8] {
    let request = SMPRequest(sequence: sequence)
    return [UInt8](unsafeUninitializedCapacity: bufferSize) { buffer, count in
      guard let setting else { return count = request.saveSettings(to: buffer) ?? 0 }
      count = Array(setting.name.utf8).withUnsafeBufferPointer { name in
        setting.value.withUnsafeBufferPointer { request.setSetting(name, value: $0, to: buffer) ?? 0 }
      }
    }
  }
}
