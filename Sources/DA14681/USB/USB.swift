import Machine

/// USB: the full-speed device controller, and charger detection.
///
/// Sources: the public register list and its descriptions; public driver code; the data sheet of the older controller
/// (USBN9604) whose registers these are: reading clears ALTEV, NAKEV, EP0_NAK and the FRAME and ULD events, and reading a
/// status register its own done and setup bits; a transmission and a reception are one packet, after which their enable
/// bits clear; status counts are free bytes of transmit FIFOs (31 at most) and bytes in receive FIFOs (15 at most).
/// Chosen: the bus is idle unless `host` functions are called, and time on it is theirs; 3 and 5 ms of idleness give SD3
/// and SD5; charger detection needs VBUS and USB_CHARGE_ON, and CH_EV is cleared by reading its status; nothing makes
/// errors, underruns or overruns. Without VBUS there is no bus.
public final class USB: SoCBlock {
  enum Event {
    static let warning: UInt32 = 1 << 0
    static let alternate: UInt32 = 1 << 1
    static let transmit: UInt32 = 1 << 2
    static let frame: UInt32 = 1 << 3
    static let nak: UInt32 = 1 << 4
    static let unlocked: UInt32 = 1 << 5
    static let receive: UInt32 = 1 << 6
    static let any: UInt32 = 1 << 7
    static let endpoint0Transmit: UInt32 = 1 << 8
    static let endpoint0Receive: UInt32 = 1 << 9
    static let endpoint0NAK: UInt32 = 1 << 10
    static let charger: UInt32 = 1 << 11
  }

  enum Alternate {
    static let suspend3: UInt32 = 1 << 4
    static let suspend5: UInt32 = 1 << 5
    static let reset: UInt32 = 1 << 6
    static let resume: UInt32 = 1 << 7
  }

  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var transmit = [USBEndpoint](repeating: USBEndpoint(), count: 4)
    var receive = [USBEndpoint](repeating: USBEndpoint(), count: 4)
    /// The latched bits of MAEV (frame, charger), ALTEV, NAKEV and EP0_NAK.
    var main: UInt32 = 0
    var alternate: UInt32 = 0
    var naks: UInt32 = 0
    var endpoint0NAKs: UInt32 = 0
    /// The frame number, and whether there was one.
    var frame: UInt32 = 0
    var isLocked = false
    var idle: Tick?
    var detection: UInt32 = 0
  }

  /// The state of the controller.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
    var port: USBPort
  }

  /// The registers.
  public let bank: RegisterBank
  /// Its supply.
  public let domain = PowerDomain.system
  /// What is at the other end of the cable.
  public private(set) var port = USBPort.none
  let fabric: Fabric
  var core = Core()
  private let interrupt: LineDriver
  private var idle: Alarm!

  /// The controller after reset, on the bus.
  public init(_ fabric: Fabric) {
    self.fabric = fabric
    interrupt = fabric.interrupt(.usb).driver(Self.block.name)
    bank = RegisterBank(Self.block, journal: fabric.emulation.journal)
    idle = fabric.emulation.alarm("USB.idle") { [unowned self] in self.wasIdle(at: $0) }
    fabric.install(self)
    fabric.vbus.observe { [unowned self] _ in
      self.bank.noteChange()
      self.core.main |= Event.charger
      self.busActive()
      self.detect()
    }
  }

  /// Accesses alone change it, and VBUS, which says so: a host reaches it while it is attached.
  public var isResetTimeless: Bool { true }

  /// Disabled; everything in the FIFOs is lost.
  public func reset() {
    bank.reset()
    core = Core()
    idle.cancel()
    update()
  }

  // MARK: The bus

  /// Puts something else at the other end of the cable; the board says so.
  public func connect(to next: USBPort) {
    port = next
    bank.noteChange()
    detect()
  }

  /// Whether the host sees a device: enabled, attached, and VBUS is there.
  public var isAttached: Bool {
    bank.isSet(Self.mainControl, Self.isEnabled) && bank.isSet(Self.mainControl, Self.isAttaching) && fabric.vbus.level
  }

  /// Something happened on the bus, or it began to be idle.
  func busActive() {
    core.idle = isAttached ? fabric.now &+ .milliseconds(3) : nil
    idle.set(at: core.idle)
  }

  private func wasIdle(at time: Tick) {
    let isFirst = core.alternate & Alternate.suspend3 == 0
    core.alternate |= isFirst ? Alternate.suspend3 : Alternate.suspend5
    core.idle = isFirst ? time &+ .milliseconds(2) : nil
    idle.set(at: core.idle)
    update()
  }

  // MARK: Events

  private func bits(_ endpoints: [USBEndpoint]) -> UInt32 {
    (1..<4).reduce(0) { $0 | (endpoints[$1].isDone ? 1 << UInt32($1 - 1) : 0) }
  }

  /// FIFOs that are about to run empty or full, by their limits of 4, 8 and 16 bytes.
  private var warnings: UInt32 {
    (1..<4).reduce(0) { sum, index in
      let (limits, bit) = ([0, 4, 8, 16], UInt32(index - 1))
      let low = limits[Int(Self.transmitWarning.get(bank[Self.transmitControl, index]))]
      let high = limits[Int(Self.receiveWarning.get(bank[Self.receiveControl, index]))]
      let isLow = low > 0 && core.transmit[index].fifo.count <= low
      let isHigh = high > 0 && USBEndpoint.capacity(index) - core.receive[index].fifo.count <= high
      return sum | (isLow ? 1 << bit : 0) | (isHigh ? 16 << bit : 0)
    }
  }

  private var mainEvents: UInt32 {
    var events = core.main
    if warnings & bank[Self.warningMask] != 0 { events |= Event.warning }
    if core.alternate & bank[Self.alternateMask] != 0 { events |= Event.alternate }
    if bits(core.transmit) & bank[Self.transmitMask] != 0 { events |= Event.transmit }
    if bits(core.receive) & bank[Self.receiveMask] != 0 { events |= Event.receive }
    if core.naks & bank[Self.nakMask] != 0 { events |= Event.nak }
    if core.transmit[0].isDone { events |= Event.endpoint0Transmit }
    if core.receive[0].isDone { events |= Event.endpoint0Receive }
    if core.endpoint0NAKs != 0 { events |= Event.endpoint0NAK }
    if events & bank[Self.mainMask] & ~Event.any != 0 { events |= Event.any }
    return events
  }

  func update() { interrupt.value = mainEvents & bank[Self.mainMask] & Event.any != 0 }

  // MARK: Charger detection

  /// The lines in millivolts, from what pulls them.
  private var lines: (plus: Int, minus: Int) {
    let control = bank[Self.chargerControl]
    var plus = isAttached ? 3_300 : control & 4 != 0 ? 600 : 0
    var minus = control & 8 != 0 ? 600 : 0
    switch port {
    case .none: if control & 2 != 0 && !isAttached { plus = 3_300 }
    case .charger:
      plus = max(plus, minus)
      minus = plus
    case .host: break
    }
    return (plus, minus)
  }

  private var chargerStatus: UInt32 {
    let control = bank[Self.chargerControl]
    guard control & 1 != 0, fabric.vbus.level else { return 0 }
    let (plus, minus) = lines
    var status: UInt32 = minus > 2_300 ? 1 << 5 : 0
    if plus > 2_300 { status |= 1 << 4 }
    if minus > 1_500 { status |= 1 << 3 }
    if plus > 1_500 { status |= 1 << 2 }
    if control & 4 != 0 && minus > 400 { status |= 2 }
    if control & 8 != 0 && plus > 400 { status |= 1 }
    return status
  }

  private func detect() {
    let status = chargerStatus
    if (status ^ core.detection) & 3 != 0 { core.main |= Event.charger }
    core.detection = status
    update()
  }

  // MARK: Registers

  /// What software reads.
  public func registerValue(_ offset: UInt32) -> UInt32 {
    switch offset {
    case Self.mainEvent: mainEvents
    case Self.alternateEvent: core.alternate
    case Self.transmitEvent: bits(core.transmit)
    case Self.receiveEvent: bits(core.receive)
    case Self.nakEvent: core.naks
    case Self.endpoint0NAK: core.endpoint0NAKs
    case Self.warningEvent: warnings
    case Self.frameHigh: core.frame >> 8 | (core.isLocked ? 0 : 0xC0)
    case Self.frameLow: core.frame & 0xFF
    case Self.chargerStatus: chargerStatus
    case Self.transmitStatus: transmitStatus(Self.transmitStatus.index(of: offset))
    case Self.receiveData: UInt32(core.receive[Self.receiveData.index(of: offset)].fifo.first ?? 0)
    case Self.receiveStatus: receiveStatus(Self.receiveStatus.index(of: offset))
    default: bank[offset]
    }
  }

  private func transmitStatus(_ index: Int) -> UInt32 {
    let endpoint = core.transmit[index]
    let free = min(USBEndpoint.capacity(index) - endpoint.fifo.count, 31)
    return UInt32(free) | (endpoint.isDone ? 1 << 5 : 0) | (endpoint.isAcknowledged ? 1 << 6 : 0)
  }

  private func receiveStatus(_ index: Int) -> UInt32 {
    let endpoint = core.receive[index]
    return UInt32(min(endpoint.fifo.count, 15)) | (endpoint.isDone ? 1 << 4 : 0) | (endpoint.toggle ? 1 << 5 : 0)
      | (endpoint.isSetup ? 1 << 6 : 0)
  }

  /// Reading takes back events, and takes a byte out of a receive FIFO.
  public func registerRead(_ offset: UInt32, width: Int) {
    switch offset {
    case Self.mainEvent: core.main &= ~(Event.frame | Event.unlocked)
    case Self.alternateEvent: core.alternate = 0
    case Self.nakEvent: core.naks = 0
    case Self.endpoint0NAK: core.endpoint0NAKs = 0
    case Self.chargerStatus: core.main &= ~Event.charger
    case Self.transmitStatus:
      let index = Self.transmitStatus.index(of: offset)
      core.transmit[index].isDone = false
      core.transmit[index].isAcknowledged = false
    case Self.receiveData:
      let index = Self.receiveData.index(of: offset)
      if !core.receive[index].fifo.isEmpty { core.receive[index].fifo.removeFirst() }
    case Self.receiveStatus:
      let index = Self.receiveStatus.index(of: offset)
      core.receive[index].isDone = false
      core.receive[index].isSetup = false
    default: break
    }
    update()
  }

  /// What a write by software does.
  public func registerWritten(_ offset: UInt32, value: UInt32, old: UInt32, width: Int) {
    switch offset {
    case Self.mainControl:
      if !Self.isEnabled.isSet(in: value) {
        core.transmit = Core().transmit
        core.receive = Core().receive
        core.alternate = 0
      }
      busActive()
      detect()
    case Self.nodeState: if Self.state.get(value) == 2 && Self.state.get(old) != 2 { busActive() }
    case Self.chargerControl: detect()
    case Self.transmitData:
      let index = Self.transmitData.index(of: offset)
      if core.transmit[index].fifo.count < USBEndpoint.capacity(index) {
        core.transmit[index].fifo.append(UInt8(truncatingIfNeeded: value))
      }
    case Self.transmitControl where Self.flushes.isSet(in: value):
      core.transmit[Self.transmitControl.index(of: offset)] = USBEndpoint()
    case Self.receiveControl where Self.flushes.isSet(in: value):
      core.receive[Self.receiveControl.index(of: offset)] = USBEndpoint()
    default: break
    }
    update()
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State { State(registers: bank.named, core: core, port: port) }

  /// Throws where the state is not that of this block.
  public func check(_ state: State) throws(SnapshotError) {
    try bank.check(state.registers)
    guard state.core.transmit.count == 4, state.core.receive.count == 4 else {
      throw .wrongCount("endpoints of \(bank.name)")
    }
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    port = state.port
    bank.restore(state.registers)
    core = state.core
    idle.set(at: core.idle)
  }
}
