import Blocks
import Machine

/// RADIO: a 2.4 GHz transceiver of packets, 1 and 2 Mbit/s, 250 kbit/s, and Bluetooth Low Energy.
///
/// Sources: the vendor's public register list; public drivers. Zephyr `radio_nrf51.h` (TXEN to READY 140 us, RXEN 138; a bit
/// is on the air 1 us after the block sent it, and with the block 3 us after it was on the air); Mynewt `ble_phy.c` (shorts,
/// TIFS, BCC, off within 6 us); Zephyr `radio.c`; BabbleSim `NHW_RADIO.c` (DISABLE in DISABLED raises the event; the device
/// address is what follows the two bytes of header, TxAdd bit 6 of the first).
///
/// Chosen: what START finds in FREQUENCY, MODE, PCNF, CRCCNF and PACKETPTR holds for the packet, and what is sent is read from
/// RAM 11 us before the end of the address; switching the transmitter off takes 6 us, the receiver none; TIFS delays the start of a transmission that the
/// short DISABLED_TXEN brought about, and no reception; a receiver finds an address right after the preamble of a
/// transmission that began while it listened, on its frequency and in its mode; of what is received, bytes are in RAM at
/// BCMATCH, DEVMATCH, PAYLOAD and END, those of the header as soon as it is complete; without a check CRCSTATUS is 1; an RSSI
/// sample takes 8.8 us, sees the packet being received or whatever has been on the frequency for `Air.reach`, and -100 dBm
/// where there is nothing; TEST has no effect, and the radio's times do not drift. Without the 16 MHz crystal nothing valid
/// leaves or enters, of which the journal is told.
public final class RADIO: NRF51Block, AirListener {
  static let transmitRampUp: Tick = .microseconds(140)
  static let receiveRampUp: Tick = .microseconds(138)
  static let transmitOff: Tick = .microseconds(6)
  static let transmitDelay: Tick = .microseconds(1)
  static let receiveDelay: Tick = .microseconds(3)
  static let rssiPeriod: Tick = 13_516
  static let noiseFloor = -100
  /// How long before the end of its address the rest of a packet is read: before another machine, ahead by
  /// `AirLoop.lead`, may have made something of the first bit of it.
  static let fetchLead: Tick = .microseconds(11)

  /// Its registers, tasks and events.
  public let page: PeripheralPage
  /// The medium; `nil` is a radio that is alone. To be set before the start.
  public var air: Air? { didSet { place = air?.join(self) ?? 0 } }
  private(set) var place = 0
  let fabric: NRF51Fabric
  var core = Core()
  let request: HFCLKRequest
  let load: RadioLoad
  let packets = Watchers<RadioPacket>()
  var phaseEnded: Alarm!
  var stepReached: Alarm!
  var addressReached: Alarm!
  var rssiTaken: Alarm!
  var bitsCounted: Alarm!
  var isTellingDisabled = false

  /// The radio after reset, on the bus.
  public init(_ fabric: NRF51Fabric) {
    self.fabric = fabric
    request = fabric.clocks.request()
    load = RadioLoad(fabric)
    page = PeripheralPage(Self.layout, "RADIO", at: 0x4000_1000, "2.4 GHz radio", fabric)
    phaseEnded = alarm("phase") { $0.endPhase() }
    // In the order in which events of one tick come.
    stepReached = alarm("step") { $0.takeStep() }
    addressReached = alarm("address") { $0.findAddress() }
    bitsCounted = alarm("bits") { $0.countedBits() }
    rssiTaken = alarm("rssi") { $0.takeRSSI() }
    fabric.install(self)
  }

  func alarm(_ name: String, _ action: @escaping (RADIO) -> Void) -> Alarm {
    fabric.alarm("RADIO.\(name)") { [unowned self] in action(self) }
  }

  /// Now, which is the time of the event that led here.
  var present: Tick { fabric.now }

  /// Back to the state after power-on; what was being sent ends.
  public func reset() {
    cutTransmission()
    page.reset()
    let heard = core.heard
    core = Core()
    core.heard = heard
    setAlarms()
    followPhase()
  }

  /// Tells `action` of every packet at its end: what this radio sent, and what it received, right or wrong.
  public func watchPackets(_ action: @escaping (RadioPacket) -> Void) -> Subscription { packets.add(action) }

  /// A packet has ended; `bits` are without whitening.
  func tell(_ transmission: AirTransmission, _ bits: RadioBits, isSent: Bool, isIntact: Bool) {
    guard !packets.isEmpty else { return }
    let power = isSent ? transmission.power : air?.received(transmission) ?? Self.noiseFloor
    packets.tell(
      RadioPacket(
        isSent: isSent, start: transmission.start, frequency: core.frequency, mode: core.mode, power: power,
        bytes: Array(bits.bytes.dropFirst(RadioFormat.preambleBits / 8)), addressBits: core.format.addressBits,
        isIntact: isIntact))
  }

  // MARK: Registers

  /// All of them change by tasks and alarms only.
  public func isSteady(_ offset: UInt32) -> Bool { offset >= 0x400 }

  /// What a write by software does.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    switch offset {
    case Self.whiteningInitial: bank[offset] |= 0x40
    case Self.bitCount: setBitCount()
    default: break
    }
  }

  // MARK: Snapshot

  func followPhase() {
    request.isOn = core.phase != .disabled
    load.follow(core.phase, power: bank[Self.transmitPower])
  }

  func setAlarms() {
    phaseEnded.set(at: core.phaseEnd)
    stepReached.set(at: core.stepTime)
    addressReached.set(at: core.listenTime)
    bitsCounted.set(at: core.bitCountTime)
    rssiTaken.set(at: core.rssiTime)
  }

  /// Everything that decides its future.
  public func saveState() -> State {
    var core = core
    // What makes no difference any more is kept for longer or shorter as machines are cut into slices, and told in another order.
    core.heard.removeAll { $0.end.adding(Self.memory) < fabric.now }
    core.heard.sort { ($0.start, $0.sender) < ($1.start, $1.sender) }
    return State(registers: bank.named, core: core)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    core = state.core
    core.clamp()
    request.restore(core.phase != .disabled)
    load.restore(core.phase, power: bank[Self.transmitPower])
    setAlarms()
  }
}
