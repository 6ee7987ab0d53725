/// A place in the mask ROM, said with a public name.
public struct MaskROMPlace: Equatable, Sendable, CustomStringConvertible {
  /// The function or table that it lies in, as far as names are public.
  public var name: String
  /// Bytes behind its start.
  public var offset: UInt32

  /// Names a place.
  public init(name: String, offset: UInt32) {
    self.name = name
    self.offset = offset
  }

  /// `rwip_init` or `rwip_init+0x12`.
  public var description: String { offset == 0 ? name : name + "+0x" + String(offset, radix: 16) }
}
