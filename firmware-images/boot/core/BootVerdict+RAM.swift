extension BootVerdict {
  #if BOARD_TRACKER
    private static var start: UInt32 { addressOnNRF51 }
  #else
    private static var start: UInt32 { address }
  #endif

  private static func word(_ index: UInt32) -> WideRegister { WideRegister(UInt(start &+ 4 &* index)) }

  /// Takes the verdict of the start before away.
  static func clear() { word(0).value = 0 }

  /// Puts it where others find it.
  func keep() {
    let words = words
    Self.word(1).value = words.value
    Self.word(2).value = words.check
    Self.word(0).value = words.mark
  }
}
