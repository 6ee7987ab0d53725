/// Serial recovery: serves the cable with the same protocol as the band does, until a reset is asked for. Where it was
/// entered by request or key, and nobody says anything for a minute, the band starts after all.
enum Recovery {
  private static let longest: UInt32 = 60
  private static let bufferSize = 1032
  nonisolated(unsafe) private static var request = InlineArray<1032, UInt8>(repeating: 0)
  nonisolated(unsafe) private static var reply = InlineArray<1032, UInt8>(repeating: 0)

  private static func buffer(_ array: inout InlineArray<1032, UInt8>) -> UnsafeMutableBufferPointer<UInt8> {
    withUnsafeMutablePointer(to: &array) {
      UnsafeMutableBufferPointer(
        start: UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self), count: bufferSize)
    }
  }

  static func run(_ flash: inout NORFlash, _ verdict: BootVerdict) -> Never {
    let isAsked = verdict.reason == .request || verdict.reason == .key
    verdict.keep()
    start()
    say(verdict)
    var decoder = ConsoleDecoder(buffer: buffer(&request))
    var server = RecoveryServer()
    while true {
      BootChip.feedWatchdog()
      RecoveryClock.update()
      if isAsked && RecoveryClock.seconds >= longest { Reboot.now() }
      while let byte = RecoveryPort.take() {
        guard case .message(let count) = decoder.feed(byte) else { continue }
        RecoveryClock.restart()
        let outcome = server.handle(decoder.message(count: count), reply: buffer(&reply), &flash)
        send(outcome.count)
        if let request = outcome.reset { reset(request) }
      }
      cpu_interrupts_off()
      // With interrupts off: a byte or a second that came since would be waited for in vain.
      if !RecoveryPort.hasInput && !RecoveryClock.isDue { cpu_wait_for_interrupt() }
      cpu_interrupts_on()
    }
  }

  private static func start() {
    BootChip.prepareRecovery()
    RecoveryClock.start()
    RecoveryPort.open()
    while !Clocks.isCrystalSettled {}
    Clocks.runFromCrystal()
  }

  /// Why it is here, for people on the line.
  private static func say(_ verdict: BootVerdict) {
    RecoveryPort.say("bandbox boot: serial recovery\r\n")
    switch verdict.reason {
    case .nothingToStart:
      say("slot 0: ", verdict.findings.slot0)
      say("slot 1: ", verdict.findings.slot1)
    case .flashFailed: RecoveryPort.say("the flash fails\r\n")
    default: break
    }
    say("slot 1, erased: ", verdict.findings.refused)
  }

  private static func say(_ what: StaticString, _ fault: ImageFault?) {
    guard let fault else { return }
    RecoveryPort.say(what)
    RecoveryPort.say(fault.text)
    RecoveryPort.say("\r\n")
  }

  private static func send(_ count: Int) {
    guard count > 0 else { return }
    var encoder = ConsoleEncoder(UnsafeBufferPointer(rebasing: buffer(&reply)[0..<count]))
    while let byte = encoder.next() { RecoveryPort.send(byte) }
  }

  private static func reset(_ request: BootRequest) -> Never {
    RecoveryPort.drain()
    Reboot.now(request)
  }
}
