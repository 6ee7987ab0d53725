/// The version of a snapshot, which is read before anything else of it.
public struct SnapshotVersion: Decodable {
  private struct Machine: Decodable { var version: Int }

  /// As the file says.
  public let number: Int

  /// Reads it from where the machine's own entry is, and nothing else.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: SnapshotKey.self)
    number = try container.decode(Machine.self, forKey: Snapshot.machineKey).version
  }

  /// Throws where this build does not read it.
  public func check() throws(SnapshotError) {
    guard number != Snapshot.version else { return }
    let advice =
      number < Snapshot.version
      ? "make it again from the image, or go on with the bandbox that wrote it" : "go on with the bandbox that wrote it"
    throw SnapshotError("version \(number), this build reads version \(Snapshot.version); \(advice)")
  }
}
