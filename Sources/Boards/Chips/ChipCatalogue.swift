/// The chips that board files can name.
public enum ChipCatalogue {
  /// All of them.
  public static let all: [ChipKind] = [DA14681OnBoard.kind, DA14580OnBoard.kind] + NRF51OnBoard.kinds

  /// The kind of a name; `nil` where there is none.
  public static func kind(named name: String) -> ChipKind? { all.first { $0.name == name } }
}
