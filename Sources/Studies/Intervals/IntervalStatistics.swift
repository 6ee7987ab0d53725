import Machine

/// What the occurrences of an interval took.
public struct IntervalStatistics: Codable, Hashable, Sendable {
  /// Least, mean and greatest over the occurrences, and all together.
  public struct Spread: Codable, Hashable, Sendable {
    /// Of one occurrence.
    public internal(set) var least = 0.0
    /// Of one occurrence.
    public internal(set) var mean = 0.0
    /// Of one occurrence.
    public internal(set) var greatest = 0.0
    /// Of all occurrences.
    public internal(set) var sum = 0.0
  }

  /// The interval's name.
  public let name: String
  /// Occurrences from beginning to end; one that had not ended when the run did is none.
  public internal(set) var count = 0
  /// How long they lasted, in seconds.
  public internal(set) var seconds = Spread()
  /// What all loads drew, typically, in nanocoulombs.
  public internal(set) var nanocoulombs = Spread()
  /// What all loads took at the cell's terminals, or of VBUS, typically, in nanojoules.
  public internal(set) var nanojoules = Spread()
  /// The charge of all with every coefficient low, and with every one high, in nanocoulombs.
  public internal(set) var envelopeNanocoulombs: [Double] = [0, 0]
  /// The charge of all over their time, in microamperes; `nil` without an occurrence.
  public internal(set) var meanMicroamperes: Double?
  /// The highest current that held for any time, in microamperes; `nil` without an occurrence.
  public internal(set) var peakMicroamperes: Double?
  /// The charge of all by component, typically, in nanocoulombs.
  public internal(set) var componentNanocoulombs: [String: Double] = [:]

  private enum CodingKeys: String, CodingKey {
    case name, count, seconds, nanocoulombs, nanojoules
    case envelopeNanocoulombs = "envelope_nanocoulombs"
    case meanMicroamperes = "mean_microamperes"
    case peakMicroamperes = "peak_microamperes"
    case componentNanocoulombs = "component_nanocoulombs"
  }

  /// Of no occurrence.
  init(name: String) { self.name = name }
}
