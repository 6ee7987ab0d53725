import Link
import Machine
import Watchers

/// What host tools have of a run: the cradle's pty, SMP datagrams, and the pty of an instrument in the supply. Lives on the
/// emulation thread.
final class HostPorts {
  /// Milliseconds for which the cradle holds the key: the bootloader wants a second of it.
  private static let recoveryHold: UInt32 = 2_000
  private static let recoveryNote =
    "the client left the port at 1200 baud: the band is reset into serial recovery, as by the 1200-baud touch of a cradle"

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
  /// What a person at the terminal is told.
  private let tell: (String) -> Void
  private var cableUsers: Set<CableUser> = []
  private var closing: PortClosing

  init(
    _ ports: SessionPorts, bridge: CableBridge, ppk2: PPK2?, cablePowers: Bool, stop: StopFlag,
    tell: @escaping (String) -> Void
  ) {
    cable = ports.band
    self.ppk2 = ppk2
    udp = ports.udp.map(UDPClients.init)
    self.bridge = bridge
    wakeup = ports.wakeup
    self.cablePowers = cablePowers
    self.stop = stop
    self.tell = tell
    closing = PortClosing(bridge)
  }

  /// Whether a host tool is there now; one that has closed the port is there until the band has what it wrote.
  var isAttached: Bool {
    cable?.isAttached == true || !cableUsers.isEmpty || ppk2?.isAttached == true
  }

  /// Whether a host tool has the band's cable.
  var isCableUsed: Bool { !cableUsers.isEmpty }

  /// Whether a host tool has ever been there.
  var hasBeenUsed: Bool {
    cable?.hasBeenAttached == true || udp?.hasRequests == true || ppk2?.port.hasBeenAttached == true
  }

  /// When this has to be asked again, though nothing may come from outside; `nil` for never.
  var nextLook: Tick? {
    let next = min(udp?.end ?? .max, closing.nextLook ?? .max, ppk2?.nextOutput ?? .max)
    return next == .max ? nil : next
  }

  /// Waits for the first client. One of the instrument counts too: it may be what gives the band its power.
  func waitForClient() {
    while !stop.isSet, cable?.hasBeenAttached != true, ppk2?.port.hasBeenAttached != true, udp?.hasRequests != true {
      wakeup.wait()
    }
  }

  // MARK: Input

  /// Takes what has come and gives it to `happen`.
  func takeInput(at now: Tick, happen: (OutsideEvent) -> Void) {
    ppk2?.takeInput { happen(.input(.supply($0))) }
    udp?.takeInput(
      at: now, room: bridge.room, attach: { attach($0, .udp, happen) }, send: { happen(.bytes($0)) })
    guard let cable else { return }
    if cable.isAttached || cable.hasEvents {
      let rate = cable.baudRate
      if rate != bridge.baud && CableBridge.rates.contains(rate) { happen(.baud(rate)) }
    }
    while let event = closing.next(from: cable, at: now) {
      switch event {
      case .attached: attach(true, .port, happen)
      case .detached: attach(false, .port, happen)
      case .bytes(let bytes): happen(.bytes(bytes))
      case .flushed: if bridge.hasBacklog { happen(.flush) }
      case .touched: resetIntoRecovery(happen)
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
    tell(Self.recoveryNote)
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
