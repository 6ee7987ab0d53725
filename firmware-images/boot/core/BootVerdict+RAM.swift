extension BootVerdict {
  private static func word(_ index: UInt32) -> WideRegister { WideRegister(UInt(address &+ 4 &* index)) }

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
