import Images

extension Semihosting.Layout {
  /// Where an image's data ends in RAM: its variables tell, and nothing else does, because what the program clears by
  /// itself is in no segment. Without an image nothing is known.
  package init(_ loaded: LoadedImage?) {
    guard let image = loaded?.image, let boot = loaded?.layout else {
      self.init(heapBase: 0, stackBase: 0)
      return
    }
    let stackBase = boot.stackPointer
    let ram = image.map.ram
    let variables = image.symbols.variables.filter { ram.contains($0.address) }
    let segments = image.segments.filter { ram.contains($0.address) }
    var ends = variables.map { UInt64($0.address) + UInt64($0.size) }
    ends += segments.map { UInt64($0.address) + UInt64($0.bytes.count) }
    let heapBase = variables.isEmpty ? 0 : UInt32(clamping: (ends.max() ?? 0) + 7) & ~7
    self.init(heapBase: heapBase, stackBase: stackBase)
  }
}
