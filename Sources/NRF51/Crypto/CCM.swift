import Blocks
import Machine

/// CCM: encrypts and decrypts link layer packets of up to 27 bytes between two buffers: header, length, a spare byte, payload.
///
/// Sources: the vendor's public register list; Zephyr `radio.c` (KSGEN, then CRYPT by the short or, receiving, by RADIO's
/// ADDRESS; packets without payload pass as they are); Mynewt `ble_phy.c` for this chip (RADIO's READY triggers KSGEN for a
/// packet that it sends 40 us later; ENDCRYPT comes before RADIO's END); Bluetooth Core Specification, volume 6, part E.
/// Chosen: the key stream of three blocks takes 8 us each; an encrypted packet is in RAM at once, as RADIO reads none of its
/// bytes sooner, and ENDCRYPT comes after 8 us a block; a packet is decrypted at the pace of the air, as it is received
/// meanwhile: its header is read 20 us after CRYPT, and it is done 26 us and 8 us a byte after that task; CRYPT without a key
/// stream is ERROR; longer payloads are cut; SCRATCHPTR is not used.
public final class CCM: NRF51Block {
  /// What it is doing.
  enum Phase: String, Codable { case idle, generating, readingHeader, decrypting, encrypting }

  /// The state of the block.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var phase: Phase
    var phaseEnd: Tick?
    var started: Tick
    var configuration: [UInt8]
    var header: [UInt8]
  }

  /// Its registers, tasks and events.
  public let page: PeripheralPage
  private let fabric: NRF51Fabric
  private let core: AESCore
  private let request: HFCLKRequest
  private let load: Load<OnOffState>
  private var phaseEnded: Alarm!
  private var phase = Phase.idle
  private var started: Tick = 0
  /// What CNFPTR pointed to at KSGEN; none without a key stream.
  private var configuration: [UInt8] = []
  private var header: [UInt8] = []

  /// The block after reset, on the bus.
  public init(_ fabric: NRF51Fabric, core: AESCore) {
    self.fabric = fabric
    self.core = core
    page = PeripheralPage(Self.layout, "CCM", at: 0x4000_F000, "AES-CCM encryption of packets", fabric)
    request = fabric.clocks.request()
    load = fabric.load("CCM", fabric.coefficients.ccm)
    phaseEnded = fabric.alarm("CCM.phase") { [unowned self] in self.endPhase() }
    fabric.install(self, sharing: true)
  }

  /// Back to the state after power-on.
  public func reset() {
    page.reset()
    configuration = []
    enter(.idle)
  }

  /// Whether its ENABLE says so.
  public var isSelected: Bool { bank[Self.enable, Self.isEnabled] == 2 }

  private func enter(_ next: Phase, until end: Tick? = nil) {
    let wasIdle = phase == .idle
    phase = next
    phaseEnded.set(at: end)
    request.isOn = next != .idle
    load.enter(next == .idle ? .off : .on)
    if wasIdle != (next == .idle) { core.take(next != .idle) }
  }

  // MARK: Tasks

  /// What a task does.
  public func task(_ offset: UInt32) {
    guard isSelected else { return }
    switch offset {
    case Self.generate:
      configuration = fabric.readRAM(bank[Self.configuration], count: 33)
      enter(.generating, until: fabric.now.adding(.microseconds(3 * AESCore.blockMicroseconds)))
    case Self.crypt: crypt()
    case Self.stop: enter(.idle)
    default: break
    }
  }

  private func crypt() {
    guard phase == .idle, !configuration.isEmpty else {
      enter(.idle)
      return page.raise(Self.failed)
    }
    started = fabric.now
    if bank.isSet(Self.mode, Self.isDecryption) {
      enter(.readingHeader, until: started.adding(.microseconds(20)))
    } else {
      header = fabric.readRAM(bank[Self.input], count: 3)
      encrypt()
      let blocks = 2 + (min(Int(header[1]), CCMPacket.longest) + 15) / 16
      enter(.encrypting, until: started.adding(.microseconds(UInt64(blocks) * AESCore.blockMicroseconds)))
    }
  }

  private func endPhase() {
    switch phase {
    case .idle: break
    case .generating:
      enter(.idle)
      page.raise(Self.generated)
    case .readingHeader:
      header = fabric.readRAM(bank[Self.input], count: 3)
      enter(.decrypting, until: started.adding(.microseconds(26 + 8 * UInt64(receivedLength))))
    case .decrypting:
      decrypt()
      finish()
    case .encrypting: finish()
    }
  }

  private func finish() {
    configuration = []
    enter(.idle)
    page.raise(Self.crypted)
  }

  // MARK: Packets

  private var receivedLength: Int { header.count == 3 ? min(Int(header[1]), CCMPacket.longest + 4) : 0 }

  private func payload(_ length: Int) -> [UInt8] { fabric.readRAM(bank[Self.input] &+ 3, count: length) }

  private func write(_ payload: [UInt8]) {
    guard header.count == 3 else { return }
    fabric.writeRAM(bank[Self.output], [header[0], UInt8(payload.count), header[2]] + payload)
  }

  private func encrypt() {
    let length = header.count == 3 ? min(Int(header[1]), CCMPacket.longest) : 0
    guard length > 0 else { return write([]) }
    write(CCMPacket(configuration: configuration).encrypt(header: header[0], payload: payload(length)))
  }

  private func decrypt() {
    let length = receivedLength
    bank[Self.micStatus] = 1
    guard length > 0 else { return write([]) }
    guard length > 4 else {
      bank[Self.micStatus] = 0
      return write([])
    }
    let result = CCMPacket(configuration: configuration).decrypt(header: header[0], received: payload(length))
    bank[Self.micStatus] = result.isIntact ? 1 : 0
    write(result.payload)
  }

  /// All of them change by tasks and alarms only.
  public func isSteady(_ offset: UInt32) -> Bool { offset >= 0x400 }

  /// Disabling stops it.
  public func registerSet(_ offset: UInt32, value: UInt32, old: UInt32) {
    guard Self.enable ~= offset, !isSelected else { return }
    configuration = []
    enter(.idle)
  }

  // MARK: Snapshot

  /// Everything that decides its future.
  public func saveState() -> State {
    State(
      registers: bank.named, phase: phase, phaseEnd: phaseEnded.deadline, started: started,
      configuration: configuration, header: header)
  }

  /// Takes over a saved state.
  public func restoreState(_ state: State) {
    bank.restore(state.registers)
    phase = state.phase
    started = state.started
    configuration = state.configuration
    header = state.header
    request.restore(phase != .idle)
    phaseEnded.set(at: state.phaseEnd)
    core.restore(phase != .idle)
  }
}
