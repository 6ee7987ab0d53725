import Machine

extension RADIO {
  /// What comes next in a packet.
  enum Step: String, Codable { case fetch, address, header, device, payload, end }

  /// A packet whose address was found.
  struct Reception: Codable {
    var transmission: AirTransmission
    /// Payload bytes by the receiver's own reading of the length.
    var payloadBytes = 0
    /// How many bytes are in RAM.
    var stored = 0
  }

  /// What a snapshot keeps besides the stored registers.
  struct Core: Codable {
    var phase = RadioPhase.disabled
    /// The end of a ramp or of switching off.
    var phaseEnd: Tick?
    /// What PCNF0, PCNF1, CRCCNF, MODE, FREQUENCY and PACKETPTR were at START.
    var format = RadioFormat(pcnf0: 0, pcnf1: 0, crccnf: 0)
    var mode = RadioMode.proprietary1M
    var frequency = 2
    var pointer: UInt32 = 0
    /// When RX began.
    var listeningSince: Tick?
    /// The time of the packet's first bit as the block sees it: sent before it is on the air, received after.
    var packetStart: Tick = 0
    var step: Step?
    var stepTime: Tick?
    var sending: AirTransmission?
    /// DATAWHITEIV as what is being sent has it.
    var whitening: UInt32 = 0x40
    var reception: Reception?
    /// What others send, in the order in which they were told.
    var heard: [AirTransmission] = []
    /// When the address of something heard may be found.
    var listenTime: Tick?
    /// The end of the last packet on the air.
    var lastEnd: Tick?
    var rssiTime: Tick?
    var bitCountStart: Tick?
    var bitCountTime: Tick?
    var isOnCrystal = false
  }

  /// The state of the radio.
  public struct State: RegisterState {
    /// What the registers hold.
    public var registers: NamedValues<UInt32>
    var core: Core
  }
}

extension RADIO.Core {
  /// Takes from a saved state what no radio comes to, so that a hostile file does not trap.
  mutating func clamp() {
    frequency = min(max(frequency, 0), 127)
    format.clamp()
    for index in heard.indices { heard[index].clamp() }
    sending?.clamp()
    reception?.transmission.clamp()
    if let reception {
      self.reception?.payloadBytes = min(max(reception.payloadBytes, 0), 255)
      self.reception?.stored = min(max(reception.stored, 0), 258)
    }
  }
}
