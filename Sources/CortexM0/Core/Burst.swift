import Glibc

/// How many cycles the processor executes at most before it looks around. Results are the same for every length: a burst ends
/// at the boundary of an instruction, and the next one begins there.
public enum Burst {
  /// A long way off is the same as forever, and keeps what is left of a burst an Int.
  static let unlimited: Int64 = 1 << 60

  /// What BANDBOX_BURST says: cycles, 1 or more, for tests; `nil` where it says no such number.
  public static var chosen: Int64? {
    getenv("BANDBOX_BURST").flatMap { Int64(String(cString: $0)) }.flatMap { (1...unlimited).contains($0) ? $0 : nil }
  }

  /// That of processors, or `unlimited`.
  static let longest = chosen ?? unlimited
}
