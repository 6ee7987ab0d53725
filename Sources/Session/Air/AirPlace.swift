/// An air that several processes on this host share.
public struct AirPlace: Hashable, Sendable {
  /// How it is given.
  public static let expected = "NAME or NAME,PROCESSES (1 ... 1000), such as lab or lab,2"

  /// Its name.
  public var name: String
  /// How many processes have to be there before time begins; 1 waits for nobody.
  public var count = 1

  /// Reads what `expected` says; `nil` for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard !parts[0].isEmpty else { return nil }
    name = String(parts[0])
    guard parts.count > 1 else { return }
    guard let number = Int(parts[1]), (1...1_000).contains(number) else { return nil }
    count = number
  }
}
