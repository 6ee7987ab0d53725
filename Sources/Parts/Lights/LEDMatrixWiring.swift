extension LEDMatrix {
  /// Which LED is where: a matrix is wired in rows and columns of its own, which need not be those of the picture.
  public struct Wiring: Hashable, Sendable {
    /// A place of the picture, from top left.
    public struct Place: Hashable, Sendable {
      /// From the left.
      public var x: Int
      /// From the top.
      public var y: Int

      /// A place, both from 0.
      public init(_ x: Int, _ y: Int) {
        self.x = x
        self.y = y
      }
    }

    /// Columns of the picture.
    public let width: Int
    /// Rows of the picture.
    public let height: Int
    /// The place of the LED between a row and a column of the wiring, by row and then column; `nil` where there is
    /// none.
    public let places: [[Place?]]

    /// A wiring by its table. Places outside the picture are no LEDs.
    public init(width: Int, height: Int, places: [[Place?]]) {
      let (width, height) = (min(max(width, 1), 256), min(max(height, 1), 256))
      self.width = width
      self.height = height
      let columns = places.map(\.count).max() ?? 0
      self.places = places.map { row in
        let known = row.map { place in
          place.flatMap { (0..<width).contains($0.x) && (0..<height).contains($0.y) ? $0 : nil }
        }
        return known + Array(repeating: nil, count: columns - row.count)
      }
    }

    /// Rows of the wiring.
    public var rows: Int { places.count }
    /// Columns of the wiring.
    public var columns: Int { places.first?.count ?? 0 }

    /// A matrix that is wired as it looks.
    public static func plain(width: Int, height: Int) -> Wiring {
      let (width, height) = (min(max(width, 1), 256), min(max(height, 1), 256))
      return Wiring(
        width: width, height: height, places: (0..<height).map { y in (0..<width).map { Place($0, y) } })
    }

    /// The 5 x 5 LEDs of the BBC micro:bit (version 1): three rows of nine columns.
    ///
    /// After the table `MICROBIT_SB2` of lancaster-university/microbit-dal, `MicroBitMatrixMaps.h`.
    public static let microbit = Wiring(
      width: 5, height: 5,
      places: [
        [(0, 0), (2, 0), (4, 0), (4, 3), (3, 3), (2, 3), (1, 3), (0, 3), (1, 2)].map { Place($0.0, $0.1) },
        [(4, 2), (0, 2), (2, 2), (1, 0), (3, 0), (3, 4), (1, 4)].map { Place($0.0, $0.1) },
        [(2, 4), (4, 4), (0, 4), (0, 1), (1, 1), (2, 1), (3, 1), (4, 1), (3, 2)].map { Place($0.0, $0.1) },
      ])
  }
}
