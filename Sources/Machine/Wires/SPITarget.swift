/// A chip on an SPI bus, word by word. Its chip select is a `Line` of its own.
public protocol SPITarget: AnyObject {
  /// Whether its chip select is active: it hears and answers only then.
  var isSelected: Bool { get }
  /// One word of `bits` bits (8, 9, 16 or 32) has been shifted, most significant bit first; called at its end. Returns
  /// what the target shifted out meanwhile, which must not depend on `word`.
  func exchange(_ word: UInt32, bits: Int) -> UInt32

  /// Hashes everything that decides what it answers and does, and what it draws, where only words, its chip select and
  /// alarms change it; `false` where that is not so or not known, which is the default. See `BusTarget`.
  func hashSteadyState(into hasher: inout Hasher) -> Bool
  /// A count that words move on without its deciding anything while the steady state is the same. The default is 0.
  var roundCount: Int { get set }
}

extension SPITarget {
  /// Not known.
  public func hashSteadyState(into hasher: inout Hasher) -> Bool { false }

  /// None.
  public var roundCount: Int {
    get { 0 }
    set {}
  }
}
