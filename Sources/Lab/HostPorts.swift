import Link
import Machine

/// What host tools have of a run: the cradle's pty, SMP datagrams, and the pty of an instrument in the supply. Lives on the
/// emulation thread.
final class HostPorts {
  /// Milliseconds for which the cradle holds the key: the bootloader wants a second of it.
  private static let recoveryHold: UInt32 = 2_000

  private enum CableUser { case port, udp }

  /// The cradle's UART.
  let cable: CableEnd?
  private let ppk2: PPK2?
  private let udp: UDPClients?
  private let bridge: CableBridge
  private let wakeup: Wakeup
  private let stop: StopFlag
  /// Whether a client that attaches gives VBUS.
  private let cablePowers: Bool
  private var cableUsers: Set<CableUser> = []

  init(
    _ ports: SessionPorts, bridge: CableBridge, ppk2: PPK2?, cablePowers: Bool, stop: StopFlag
  ) {
    cable = ports.band
    self.ppk2 = ppk2
    udp = ports.udp.map(UDPClients.init)
    self.bridge = bridge
    wakeup = ports.wakeup
    self.cablePowers = cablePowers
    self.stop = stop
  }

  /// Whether no host tool can reach the band.
  var isEmpty: Bool { cable == nil && ppk2 == nil && udp == nil }

  /// Whether a host tool is there now.
  var isAttached: Bool { cable?.isAttached == true || ppk2?.isAttached == true || udp?.isAttached == true }

  /// Waits for the first client. One of the instrument counts too: it may be what gives the band its power.
  func waitForClient() {
    guard let first = cable ?? ppk2?.port else {
      while let udp, !udp.hasRequests, !stop.isSet { wakeup.wait() }
      return
    }
    _ = first.waitForClient { [stop, ppk2, udp] in
      !stop.isSet && ppk2?.isAttached != true && udp?.hasRequests != true
    }
  }

  // MARK: Input

  /// Takes what has come and gives it to `happen`.
  func takeInput(at now: Tick, happen: (OutsideEvent) -> Void) {
    ppk2?.takeInput { happen(.input(.supply($0))) }
    udp?.takeInput(
      at: now, room: bridge.room, attach: { attach($0, .udp, happen) }, send: { happen(.bytes($0)) })
    guard let cable else { return }
    if cable.isAttached {
      let rate = cable.baudRate
      if rate != bridge.baud && CableBridge.rates.contains(rate) { happen(.baud(rate)) }
    }
    guard cable.hasEvents, bridge.room > 0 else { return }
    for event in cable.poll(maxBytes: bridge.room) {
      switch event {
      case .attached: attach(true, .port, happen)
      case .detached:
        attach(false, .port, happen)
        if cable.takeTouch() { resetIntoRecovery(happen) }
      case .bytes(let bytes): happen(.bytes(bytes))
      }
    }
  }

  /// The cable is in as long as anybody uses it.
  private func attach(_ isIn: Bool, _ user: CableUser, _ happen: (OutsideEvent) -> Void) {
    let wasIn = !cableUsers.isEmpty
    if isIn { cableUsers.insert(user) } else { cableUsers.remove(user) }
    guard cableUsers.isEmpty == wasIn else { return }
    happen(isIn ? .attach : .detach)
    if cablePowers { happen(.input(.charger(isIn))) }
  }

  /// What a cradle of this kind does when the host touches its port at 1200 baud (the sign that Arduino's tools made
  /// common): it holds the key and pulls the reset line, which is how the bootloader is asked for serial recovery.
  private func resetIntoRecovery(_ happen: (OutsideEvent) -> Void) {
    happen(.input(.touch(milliseconds: Self.recoveryHold)))
    happen(.input(.reset))
  }

  // MARK: Output

  /// Gives the instrument's samples to its client; whether some are left for which the run has to wait.
  func giveSamples(isLossless: Bool) -> Bool { ppk2?.giveOutput(isLossless: isLossless) ?? false }

  /// Gives `bytes` of the band to its clients, and waits for a slow one where the pty is lossless.
  func give(_ bytes: [UInt8], at now: Tick) {
    udp?.takeOutput(bytes, at: now)
    guard let cable else { return }
    var rest = bytes
    repeat {
      let taken = cable.send(rest)
      rest.removeFirst(taken)
      if taken == 0 { cable.wait(until: .now + .milliseconds(50)) }
    } while !rest.isEmpty && !stop.isSet
  }
}
