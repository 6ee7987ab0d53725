/// Why an operation on the flash did not do what it should.
enum FlashError: Error {
  /// The range does not lie in the flash, or an erase does not begin at a sector.
  case outside
  /// The flash does not hold what was programmed, or is not all ones after an erase.
  case failed
}
