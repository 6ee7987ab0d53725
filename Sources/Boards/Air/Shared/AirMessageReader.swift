import Machine
import NRF51

/// Takes a message apart, whoever has sent it.
struct AirMessageReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// The lowest byte first.
  mutating func take<Value: FixedWidthInteger>(_: Value.Type) throws(AirMessageError) -> Value {
    let bytes = try take(Value.bitWidth / 8)
    var value: Value = 0
    for byte in bytes.reversed() { value = value << 8 | Value(truncatingIfNeeded: byte) }
    return value
  }

  /// Throws where something is left.
  func end() throws(AirMessageError) {
    if !rest.isEmpty { throw AirMessageError("\(rest.count) bytes after the end of a message", expected: "none") }
  }

  private mutating func take(_ count: Int) throws(AirMessageError) -> ArraySlice<UInt8> {
    guard rest.count >= count else {
      throw AirMessageError("a message that ends \(count - rest.count) bytes too soon", expected: "all of it")
    }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  // MARK: Values

  mutating func greeting() throws(AirMessageError) -> AirGreeting {
    guard Array(try take(AirGreeting.magic.count)) == AirGreeting.magic else {
      throw AirMessageError("another greeting", expected: "that of a bandbox")
    }
    let (version, process) = (try take(UInt16.self), try take(Int32.self))
    guard version == AirGreeting.version else {
      return AirGreeting(version: version, process: process, seed: 0, count: 1)
    }
    return AirGreeting(
      process: process, seed: try take(UInt64.self),
      count: try number("processes", UInt16.self, in: 1...AirMessage.slotLimit))
  }

  mutating func slot() throws(AirMessageError) -> Int {
    try number("place", UInt16.self, in: 0...AirMessage.slotLimit - 1)
  }

  mutating func place() throws(AirMessageError) -> Int {
    try number("radio", UInt16.self, in: 0...AirMessage.placeLimit - 1)
  }

  mutating func time() throws(AirMessageError) -> Tick {
    let time = try take(Tick.self)
    guard time < AirMessage.timeLimit else {
      throw AirMessageError("time \(time)", expected: "less than \(AirMessage.timeLimit)")
    }
    return time
  }

  /// A time, or the largest tick for never.
  mutating func promised() throws(AirMessageError) -> Tick {
    let time = try take(Tick.self)
    guard time < AirMessage.timeLimit || time == .max else {
      throw AirMessageError("time \(time)", expected: "less than \(AirMessage.timeLimit), or \(Tick.max)")
    }
    return time
  }

  mutating func bits() throws(AirMessageError) -> RadioBits {
    let count = try number("bits", UInt16.self, in: 1...AirMessage.bitLimit)
    return RadioBits(Array(try take((count + 7) / 8)), count: count)
  }

  mutating func transmission() throws(AirMessageError) -> AirTransmission {
    let (place, start) = (try self.place(), try time())
    let frequency = try number("frequency", UInt8.self, in: 0...127)
    let number = try take(UInt8.self)
    guard let mode = RadioMode(rawValue: UInt32(number)) else {
      throw AirMessageError("mode \(number)", expected: "0 ... \(RadioMode.allCases.count - 1)")
    }
    let power = Int(try take(Int8.self))
    return AirTransmission(
      sender: place, start: start, frequency: frequency, mode: mode, power: power, bits: try bits())
  }

  private mutating func number<Value: FixedWidthInteger>(
    _ what: String, _: Value.Type, in range: ClosedRange<Int>
  ) throws(AirMessageError) -> Int {
    let number = Int(truncatingIfNeeded: try take(Value.self))
    guard range.contains(number) else {
      throw AirMessageError("\(what) \(number)", expected: "\(range.lowerBound) ... \(range.upperBound)")
    }
    return number
  }
}
