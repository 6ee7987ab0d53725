import Machine

/// The medium that radios share: those of one emulation, or of several that an `AirLoop` runs together.
///
/// It keeps nothing: each radio keeps what it has heard of, so that the state of every machine is complete and a machine
/// can be restored by itself. Nothing that a radio does is observable by another one sooner than `reach` later, however
/// the machines' slices are cut; so a machine may be that much ahead of another.
///
/// Chosen, as nothing public says how radios of this kind disturb each other: every path loses the same, `pathLoss`; a
/// packet stays whole beside another transmission on its frequency, of whatever mode, where it is at least `capture` dB
/// stronger at the receiver; else its bits from `reach` after the other's beginning to the other's end are noise. A packet
/// that chance takes from a receiver (`loss`) is not heard there at all, and disturbs others all the same.
public final class Air {
  /// How long after its beginning a transmission makes its first difference to another radio.
  ///
  /// The shortest is that of a 2 Mbit/s packet with a base address of two bytes: 16 us of preamble and address, with the
  /// two radios' delays of 1 and 3 us.
  public static let reach: Tick = .microseconds(20)
  /// How much stronger a packet has to be than another on its frequency, in dB.
  public static let capture = 10

  /// How long after the beginning of a transmission another radio begins one because of it, at the soonest: it hears of it
  /// `reach` later, while it receives, and has to ramp up.
  public static let response: Tick = reach + RADIO.transmitRampUp

  /// What an observer of the air gets.
  public typealias Observer = (AirTransmission) -> Void

  /// What every path takes of a signal, in dB.
  public var pathLoss: Int
  /// The part of all packets that a receiver does not hear at all, 0 ... 1, by chance.
  public var loss: Double
  /// The place of the first radio that joins.
  private let firstPlace: Int
  private let noise: SeededNoise
  private var listeners: [Place] = []
  private let watchers = Watchers<AirTransmission>()

  private struct Place { weak var listener: (any AirListener)? }

  /// Air of a seed, without radios. Where radios outside this process share it, `firstPlace` keeps the places apart.
  public init(pathLoss: Int = 50, loss: Double = 0, seed: UInt64 = 0, firstPlace: Int = 0) {
    self.pathLoss = pathLoss
    self.loss = loss
    self.firstPlace = firstPlace
    noise = SeededNoise(seed: seed, stream: 0x0A18)
  }

  /// Adds a radio, which the air does not keep. Returns its place.
  public func join(_ listener: any AirListener) -> Int {
    listeners.append(Place(listener: listener))
    return firstPlace + listeners.count - 1
  }

  /// Tells `action` of every transmission when it is begun. Logs of packets are had from radios.
  public func watch(_ action: @escaping Observer) -> Subscription { watchers.add(action) }

  /// A radio begins a transmission.
  public func begin(_ transmission: AirTransmission) {
    for (place, other) in listeners.enumerated() where firstPlace + place != transmission.sender {
      other.listener?.airBegins(transmission)
    }
    watchers.tell(transmission)
  }

  /// A radio has read the rest of what it sends. It does so while the address is on the air, `reach` or less before another
  /// radio can have made anything of the first bit after that.
  public func `continue`(sender: Int, start: Tick, with bits: RadioBits) {
    for (place, other) in listeners.enumerated() where firstPlace + place != sender {
      other.listener?.airContinues(sender: sender, start: start, bits: bits)
    }
  }

  /// A radio gives up what it sends.
  public func cut(sender: Int, start: Tick, at cut: Tick) {
    for (place, other) in listeners.enumerated() where firstPlace + place != sender {
      other.listener?.airCut(sender: sender, start: start, cut: cut)
    }
  }

  /// The strength of a transmission at every other antenna, in dBm.
  public func received(_ transmission: AirTransmission) -> Int { transmission.power - pathLoss }

  /// Whether chance takes a packet from a receiver.
  public func isLost(_ transmission: AirTransmission, to receiver: Int) -> Bool {
    loss > 0 && noise.unit(index(transmission, receiver)) < loss
  }

  /// What the bits that a receiver gets are changed by while another signal is as strong: bit `place`.
  public func disturbance(_ transmission: AirTransmission, to receiver: Int, at place: Int) -> UInt8 {
    let word = noise.bits(~index(transmission, receiver) &+ UInt64(place >> 6))
    return UInt8(word >> UInt64(place & 63) & 1)
  }

  private func index(_ transmission: AirTransmission, _ receiver: Int) -> UInt64 {
    (transmission.start << 16) ^ UInt64(truncatingIfNeeded: transmission.sender << 8)
      ^ UInt64(
        truncatingIfNeeded: receiver)
  }
}
