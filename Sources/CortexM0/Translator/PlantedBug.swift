#if PLANTED_BUGS
  import Glibc

  /// Wrong on purpose: with `-Xswiftc -DPLANTED_BUGS` and BANDBOX_PLANT=n the translator has one bug, which the comparison of the
  /// engines has to find (`fuzz engines`).
  enum PlantedBug {
    static let count = 35
    private static let chosen = getenv("BANDBOX_PLANT").flatMap { Int(String(cString: $0)) } ?? 0

    static func isPlanted(_ number: Int) -> Bool { number == chosen }
  }
#else
  enum PlantedBug {
    @inline(__always)
    static func isPlanted(_ number: Int) -> Bool { false }
  }
#endif
