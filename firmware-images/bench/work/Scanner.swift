/// A state machine that classifies tokens of a text: words, decimal and hexadecimal numbers, signs and mistakes.
enum Scanner {
  private enum State: UInt8 { case gap, word, zero, decimal, hexadecimal, mistake }
  private nonisolated(unsafe) static var text = InlineArray<2048, UInt8>(repeating: 0)

  static func prepare() {
    let alphabet: StaticString = "abcxyz0123456789 ,;:  0x1f 00 zz "
    var random = Random(seed: 3)
    for place in 0..<2048 { text[place] = alphabet.utf8Start[Int(random.next() & 31)] }
  }

  private static func step(_ state: State, _ byte: UInt8) -> State {
    switch byte {
    case 0x20, 0x2C, 0x3A, 0x3B: return .gap
    case 0x30:
      switch state {
      case .gap: return .zero
      case .zero: return .decimal
      default: return state
      }
    case 0x31...0x39: return state == .gap || state == .zero ? .decimal : state
    case 0x61...0x66:
      switch state {
      case .gap: return .word
      case .zero, .decimal: return .mistake
      default: return state
      }
    case 0x78: return state == .zero ? .hexadecimal : state == .gap || state == .word ? .word : .mistake
    default: return state == .gap || state == .word ? .word : .mistake
    }
  }

  @inline(never) static func run(_ seed: UInt32) -> UInt32 {
    withUnsafePointer(to: &text) { text in
      let text = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
      var (mixed, state) = (seed, State.gap)
      for place in 0..<2048 {
        let next = step(state, text[place])
        if next != state { mixed = mixed << 3 ^ mixed >> 29 ^ UInt32(state.rawValue) }
        state = next
      }
      return mixed
    }
  }
}
