/// What an agent expression asks of the machine that it is evaluated on.
protocol ExpressionSubject {
  /// A register by its number in the target description; `nil` where there is none.
  func registerValue(_ number: Int) -> UInt64?
  /// Bytes of memory, without effects; fewer where nothing answers.
  func read(_ address: UInt32, _ count: Int) -> [UInt8]
}
