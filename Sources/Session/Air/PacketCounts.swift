import Boards
import Machine

/// Counts what radios send and hear.
final class PacketCounts {
  private var counts: [AirReport.Packets]
  private var watches: [Subscription] = []

  init(_ boards: [any Board]) {
    counts = boards.map { _ in AirReport.Packets() }
    watches = boards.enumerated().compactMap { index, board in
      board.watchPackets { [unowned self] packet in
        switch (packet.isSent, packet.isIntact) {
        case (true, _): counts[index].sent += 1
        case (false, true): counts[index].received += 1
        case (false, false): counts[index].damaged += 1
        }
      }
    }
  }

  /// Those of a board, by its place.
  subscript(index: Int) -> AirReport.Packets { counts[index] }
}
