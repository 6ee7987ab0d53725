/// A stream of random numbers by a name, so that what is added beside it changes nothing.
public enum NamedStream {
  /// The stream's number: the name's FNV-1a hash of 64 bits (Fowler, Noll, Vo).
  public static func number(_ name: String) -> UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
