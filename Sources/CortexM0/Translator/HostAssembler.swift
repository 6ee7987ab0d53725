/// Encodes instructions of a host.
protocol HostAssembler {
  /// A place to jump to that is not known yet.
  associatedtype Jump

  init(_ room: UnsafeMutableBufferPointer<UInt8>)

  /// What is written so far.
  var bytes: CodeBytes { get }
  /// Has a jump go to what is written next.
  func land(_ jump: Jump)
  mutating func jump() -> Jump
  /// Goes to what was written after so many bytes.
  mutating func jump(to place: Int)
}

extension HostAssembler {
  var count: Int { bytes.count }
  var isComplete: Bool { bytes.isComplete }
}
