/// One direction of an asynchronous serial line: characters take their time, and a receiver set to another format
/// samples what was really on the wire, so that a wrong baud rate garbles as it does on a desk.
///
/// The character arrives when the sender's last stop bit ends.
public final class SerialWire: Snapshotting {
  /// What those who watch are told of a character, at its end.
  public enum Event: Equatable, Sendable {
    /// It was sent, whatever the receiver makes of it.
    case sent(UInt8)
    /// The receiver was given this, with its errors.
    case received(SerialCharacter)
    /// Nothing listened.
    case lost
  }

  /// How the receiving end samples; `nil` while nothing listens, which loses the character.
  public var receiverFormat: SerialFormat?
  /// Told of every character at its end.
  public var onReceive: ((SerialCharacter) -> Void)?
  /// Told when the wire becomes idle, after `onReceive` of the character.
  public var onIdle: (() -> Void)?
  /// What the line makes of a character as the receiver samples it: none, one or several; `nil` for a good line.
  public var transit: ((SerialCharacter) -> [SerialCharacter])?
  private let watchers = Watchers<Event>()
  private let scheduler: Scheduler
  private var current: Transmission?
  private var lastEnd: Tick?
  private var ended: Alarm!

  /// A character under way.
  struct Transmission: Codable {
    var byte: UInt8
    var format: SerialFormat
    var start: Tick
    var end: Tick
    var isBreak: Bool
  }

  /// What a snapshot keeps.
  public struct State: Codable {
    var current: Transmission?
    var lastEnd: Tick?
  }

  /// An idle wire.
  public init(_ name: String, on emulation: Emulation) {
    scheduler = emulation.scheduler
    ended = emulation.alarm("\(name).character") { [unowned self] _ in self.finish() }
    emulation.register(name, self)
  }

  /// Tells `action` of every character: first that it was sent, then what the receiver, which has heard of it by then, got.
  public func watch(_ action: @escaping (Event) -> Void) -> Subscription { watchers.add(action) }

  /// Tells `action` of every byte as sent, at its end, before the receiver hears of it: for consoles and traces.
  public func watchSent(_ action: @escaping (UInt8) -> Void) -> Subscription {
    watch { if case .sent(let byte) = $0 { action(byte) } }
  }

  /// Whether a character is under way.
  public var isBusy: Bool { current != nil }

  /// When the character under way ends.
  public var end: Tick? { current?.end }

  /// Starts a character now, or at a later `start`. A `start` that is the end of the previous character may be a little
  /// past, so that characters follow each other without a gap however long the instruction is that was under way.
  /// Returns the time its last stop bit ends, or `nil` if the wire is busy.
  @discardableResult
  public func send(_ byte: UInt8, format: SerialFormat, start: Tick? = nil, isBreak: Bool = false) -> Tick? {
    // The sender's own alarm for the end of the character may be the one that fires first.
    if let current, current.end <= scheduler.now {
      ended.cancel()
      finish()
    }
    guard current == nil else { return nil }
    let start = start == lastEnd ? lastEnd ?? scheduler.now : max(start ?? scheduler.now, scheduler.now)
    let end = start.adding(format.bitClock.time(ofEdge: UInt64(format.bitsPerCharacter)))
    current = Transmission(byte: byte, format: format, start: start, end: end, isBreak: isBreak)
    ended.set(at: end)
    return end
  }

  private func finish() {
    guard let sent = current else { return }
    current = nil
    lastEnd = sent.end
    if !watchers.isEmpty { watchers.tell(.sent(sent.byte)) }
    if let receiverFormat {
      let character = SerialWire.sample(sent, as: receiverFormat)
      if let transit {
        for character in transit(character) { receive(character) }
      } else {
        receive(character)
      }
    } else if !watchers.isEmpty {
      watchers.tell(.lost)
    }
    if current == nil { onIdle?() }
  }

  private func receive(_ character: SerialCharacter) {
    onReceive?(character)
    if !watchers.isEmpty { watchers.tell(.received(character)) }
  }

  /// What a receiver with format `seen` makes of `sent`: it samples in the middle of its own bits, from the falling
  /// edge of the start bit on; after the sent character the line is idle, which is high.
  static func sample(_ sent: Transmission, as seen: SerialFormat) -> SerialCharacter {
    if sent.format == seen && !sent.isBreak {
      return SerialCharacter(sent.byte & UInt8(truncatingIfNeeded: (1 << seen.dataBits) - 1))
    }
    let bits =
      sent.isBreak ? Array(repeating: false, count: sent.format.bitsPerCharacter) : sent.format.bits(of: sent.byte)
    func level(ofBit place: Int) -> Bool {
      let first = seen.bitClock.time(ofEdge: UInt64(place))
      let middle = first + (seen.bitClock.time(ofEdge: UInt64(place + 1)) - first) / 2
      let index = sent.format.bitClock.edges(in: middle)
      return index < UInt64(bits.count) ? bits[Int(index)] : true
    }
    var character = SerialCharacter(0)
    var ones = 0
    for place in 0..<seen.dataBits where level(ofBit: place + 1) {
      character.byte |= 1 << UInt8(place)
      ones += 1
    }
    var place = 1 + seen.dataBits
    var isAllLow = ones == 0
    if seen.parity != .none {
      let parityBit = level(ofBit: place)
      character.parityError = parityBit != ((ones % 2 == 1) == (seen.parity == .even))
      isAllLow = isAllLow && !parityBit
      place += 1
    }
    character.framingError = !level(ofBit: place)
    character.isBreak = character.framingError && isAllLow
    return character
  }

  /// The character under way and the end of the one before.
  public func saveState() -> State { State(current: current, lastEnd: lastEnd) }

  /// Takes over the character under way and the end of the one before.
  public func restoreState(_ state: State) {
    current = state.current
    lastEnd = state.lastEnd
    ended.set(at: current?.end)
  }
}
