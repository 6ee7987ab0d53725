import Boards
import Formats
import Machine
import Session
import Watchers

/// The latest transfers on a board's wires, numbered from the first one on that was watched. Watches only while somebody looks.
final class TransferLog {
  /// Transfers that are kept at least, where there were so many.
  static let limit = 2_000

  private let band: any Board
  private var watch: BusWatch?
  private var transfers: [(number: Int, transfer: BusTransfer)] = []
  /// The number of the next one.
  private var next = 0
  /// Connections that are open for it.
  var viewers = 0 {
    didSet { follow() }
  }
  /// Whether somebody wants it to go on without a connection.
  var isKept = false {
    didSet { follow() }
  }

  init(_ band: any Board) { self.band = band }

  /// Whether it goes on.
  var isRunning: Bool { watch != nil }

  private func follow() {
    guard viewers > 0 || isKept else {
      watch = nil
      return
    }
    if watch == nil { watch = BusWatch(band) { [unowned self] in add($0) } }
  }

  private func add(_ transfer: BusTransfer) {
    transfers.append((next, transfer))
    next += 1
    if transfers.count > 2 * TransferLog.limit { transfers.removeFirst(TransferLog.limit) }
  }

  /// Whether the machine repeats what it has done.
  func setRepeating(_ isRepeating: Bool) { watch?.isMuted = isRepeating }

  /// The machine has gone back: what comes behind its present has not been. Numbers go on.
  func followBack() { transfers.removeAll { $0.transfer.end > band.emulation.now } }

  /// The last of those from a number on, of one bus or of all; as the API has them.
  func answer(since number: Int, last count: Int, of bus: String?) -> JSON {
    watch?.settle()
    let since = number > next ? 0 : number
    let found = transfers.filter { $0.number >= since && (bus ?? $0.transfer.bus) == $0.transfer.bus }.suffix(count)
    return [
      "running": .bool(isRunning), "next": .integer(Int64(next)), "now": .number(band.emulation.now.inSeconds),
      "transfers": .array(found.map { TransferLog.json($0.transfer, number: $0.number) }),
    ]
  }

  private static func json(_ transfer: BusTransfer, number: Int) -> JSON {
    var fields: [(String, JSON)] = [
      ("number", .integer(Int64(number))), ("seconds", .number(transfer.start.inSeconds)),
      ("microseconds", .number((transfer.end - transfer.start).inSeconds * 1e6)), ("bus", .text(transfer.bus)),
      ("kind", .text(transfer.kind.rawValue)),
    ]
    if let part = transfer.part { fields.append(("part", .text(part))) }
    if let address = transfer.address { fields.append(("address", .text("0x" + Hex.bytes([address])))) }
    fields += [
      ("direction", .text(transfer.direction.rawValue)), ("bits", .integer(Int64(transfer.bits))),
      ("count", .integer(Int64(transfer.count))), ("sent", .text(hex(transfer.sent, transfer.bits))),
      ("received", .text(hex(transfer.received, transfer.bits))),
    ]
    if let isAcknowledged = transfer.isAcknowledged { fields.append(("acknowledged", .bool(isAcknowledged))) }
    return .object(fields)
  }

  /// Words of equal width, without spaces.
  private static func hex(_ words: [UInt32], _ bits: Int) -> String {
    let digits = (bits + 3) / 4
    return words.map { word in
      let text = String(word, radix: 16)
      return String(repeating: "0", count: max(digits - text.count, 0)) + text
    }.joined()
  }
}
