import Images

/// Where the names of a kernel are: in the image that was started, or as a client knows them from its file.
struct KernelSymbols {
  let image: SymbolTable
  /// What a client has said.
  var told: [String: UInt32] = [:]

  func address(_ name: String) -> UInt32? { image.address(of: name) ?? image.labels[name] ?? told[name] }

  /// The bytes of a variable; `nil` where nobody says.
  func size(_ name: String) -> UInt32? {
    guard let address = image.address(of: name) else { return nil }
    return image.variables.first { $0.address == address }.flatMap { $0.size > 0 ? $0.size : nil }
  }
}
