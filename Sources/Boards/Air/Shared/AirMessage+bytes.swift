import Machine
import NRF51

/// A message on the wire: two bytes with the length of what follows, a byte for the kind, and the values. The lowest byte comes
/// first.
extension AirMessage {
  /// Bits that a transmission may have: the longest packet of the radio has 2,128.
  static let bitLimit = 4_096
  /// Radios that a process may have.
  static let placeLimit = 256
  /// Processes that may share an air.
  static let slotLimit = 1_000
  /// Times are below: 190 years.
  static let timeLimit: Tick = 1 << 63
  /// The longest message: a transmission with all its bits.
  static let lengthLimit = 24 + bitLimit / 8

  private enum Kind: UInt8 { case greeting, welcome, begin, promise, want, begins, continues, cut, leaves }

  /// As it is sent.
  var bytes: [UInt8] {
    var writer = AirMessageWriter()
    switch self {
    case .greeting(let greeting):
      writer.put(Kind.greeting.rawValue)
      writer.bytes += AirGreeting.magic
      writer.put(greeting.version)
      writer.put(greeting.process)
      writer.put(greeting.seed)
      writer.put(UInt16(clamping: greeting.count))
    case .welcome(let slot, let time, let isWaiting):
      writer.put(Kind.welcome.rawValue, UInt16(clamping: slot), time)
      writer.put(UInt8(isWaiting ? 1 : 0))
    case .begin(let slot, let time): writer.put(Kind.begin.rawValue, UInt16(clamping: slot), time)
    case .promise(let time, let heard):
      writer.put(Kind.promise.rawValue)
      writer.put(time)
      writer.put(heard)
    case .want(let time):
      writer.put(Kind.want.rawValue)
      writer.put(time)
    case .begins(let transmission):
      writer.put(Kind.begins.rawValue, UInt16(clamping: transmission.sender), transmission.start)
      writer.put(UInt8(clamping: transmission.frequency))
      writer.put(UInt8(clamping: transmission.mode.rawValue))
      writer.put(Int8(clamping: transmission.power))
      writer.put(transmission.bits)
    case .continues(let place, let start, let bits):
      writer.put(Kind.continues.rawValue, UInt16(clamping: place), start)
      writer.put(bits)
    case .cut(let place, let start, let cut):
      writer.put(Kind.cut.rawValue, UInt16(clamping: place), start)
      writer.put(cut)
    case .leaves(let time):
      writer.put(Kind.leaves.rawValue)
      writer.put(time)
    }
    return writer.framed
  }

  /// Reads what follows the length. Throws what is wrong with it.
  init(_ bytes: ArraySlice<UInt8>) throws(AirMessageError) {
    var reader = AirMessageReader(bytes)
    let number = try reader.take(UInt8.self)
    guard let kind = Kind(rawValue: number) else {
      throw AirMessageError("a message of kind \(number)", expected: "0 ... \(Kind.leaves.rawValue)")
    }
    switch kind {
    case .greeting:
      let greeting = try reader.greeting()
      self = .greeting(greeting)
      // What another version says besides is its own.
      if greeting.version != AirGreeting.version { return }
    case .welcome:
      self = .welcome(slot: try reader.slot(), time: try reader.time(), isWaiting: try reader.take(UInt8.self) != 0)
    case .begin: self = .begin(slot: try reader.slot(), time: try reader.time())
    case .promise: self = .promise(time: try reader.promised(), heard: try reader.take(UInt32.self))
    case .want: self = .want(try reader.promised())
    case .begins: self = .begins(try reader.transmission())
    case .continues: self = .continues(place: try reader.place(), start: try reader.time(), bits: try reader.bits())
    case .cut: self = .cut(place: try reader.place(), start: try reader.time(), cut: try reader.time())
    case .leaves: self = .leaves(try reader.time())
    }
    try reader.end()
  }
}
