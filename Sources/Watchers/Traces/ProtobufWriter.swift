/// Writes messages in the wire format of Protocol Buffers (protobuf.dev, "Encoding"): as much of it as traces need.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  /// A number of at least 0, a truth value or an enumeration.
  mutating func integer(_ field: Int, _ value: UInt64) {
    varint(UInt64(field) << 3)
    varint(value)
  }

  /// A signed number of type `int64`.
  mutating func signed(_ field: Int, _ value: Int64) { integer(field, UInt64(bitPattern: value)) }

  /// A number of type `double`.
  mutating func double(_ field: Int, _ value: Double) {
    varint(UInt64(field) << 3 | 1)
    let bits = value.bitPattern
    for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * place))) }
  }

  /// A string.
  mutating func string(_ field: Int, _ value: String) { block(field, Array(value.utf8)) }

  /// A message within this one.
  mutating func message(_ field: Int, _ build: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    build(&inner)
    block(field, inner.bytes)
  }

  private mutating func block(_ field: Int, _ content: [UInt8]) {
    varint(UInt64(field) << 3 | 2)
    varint(UInt64(content.count))
    bytes += content
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
