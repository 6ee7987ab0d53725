/// A chip on an SPI bus, word by word. Its chip select is a `Line` of its own.
public protocol SPITarget: AnyObject {
  /// Whether its chip select is active: it hears and answers only then.
  var isSelected: Bool { get }
  /// One word of `bits` bits (8, 9, 16 or 32) has been shifted, most significant bit first; called at its end. Returns
  /// what the target shifted out meanwhile, which must not depend on `word`.
  func exchange(_ word: UInt32, bits: Int) -> UInt32
}
