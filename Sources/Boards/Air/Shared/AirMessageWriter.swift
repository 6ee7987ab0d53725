import Machine
import NRF51

/// Puts together the bytes of a message.
struct AirMessageWriter {
  var bytes: [UInt8] = []

  /// The lowest byte first.
  mutating func put(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  mutating func put(_ kind: UInt8, _ place: UInt16, _ time: Tick) {
    put(kind)
    put(place)
    put(time)
  }

  /// How many, and the bytes that have them.
  mutating func put(_ bits: RadioBits) {
    put(UInt16(clamping: bits.count))
    bytes += bits.bytes
  }

  /// With their length before them.
  var framed: [UInt8] {
    var framed = AirMessageWriter()
    framed.put(UInt16(clamping: bytes.count))
    return framed.bytes + bytes
  }
}
