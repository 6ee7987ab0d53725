import Boards
import Machine
import SMP
import Session
import Watchers

/// The latest SMP requests on the cable, with their answers and what they cost.
final class SMPLog {
  /// A request, and its answer once it has come.
  private struct Exchange {
    var number: Int
    var time: Tick
    var header: SMPHeader
    var request: JSON
    var answer: JSON?
    var ticks: Tick?
    var nanocoulombs: Int64?
  }

  /// Exchanges that are kept at least, where there were so many.
  private static let limit = 500

  private let band: any Board
  private let pairs = SMPPairs()
  private var exchanges: [Exchange] = []
  private var count = 0
  /// Where the present request's first byte ended.
  private var first: (time: Tick, charge: Int128)?
  /// The charge at the start of the request that waits for its answer.
  private var charge: Int128 = 0

  init(_ band: any Board) { self.band = band }

  private var total: Int128 { band.power.ledger.reduce(0) { $0 + $1.charge.typical } }

  /// A host tool has sent a byte.
  func asked(_ byte: UInt8) {
    switch pairs.asked(byte) {
    case .begins: first = (band.emulation.now, total)
    case .request(let header, let message):
      guard let first else { return }
      charge = first.charge
      exchanges.append(
        Exchange(number: count, time: first.time, header: header, request: SMPLog.payload(header, message)))
      count += 1
      if exchanges.count > 2 * SMPLog.limit { exchanges.removeFirst(SMPLog.limit) }
    case nil: break
    }
  }

  /// The band has sent a byte; whether that was the end of an answer to the latest request.
  func answered(_ byte: UInt8) -> Bool {
    guard let (_, header, message) = pairs.answered(byte), let last = exchanges.indices.last else { return false }
    exchanges[last].answer = SMPLog.payload(header, message)
    exchanges[last].ticks = band.emulation.now - exchanges[last].time
    exchanges[last].nanocoulombs = Charge.nanocoulombs(total - charge)
    return true
  }

  private static func payload(_ header: SMPHeader, _ message: UnsafeBufferPointer<UInt8>) -> JSON {
    header.payload(in: message).map { JSON($0, isMap: true) } ?? .null
  }

  /// Those from a number on, and the latest before it, whose answer may have come since; as the API has them.
  func answer(since number: Int) -> JSON {
    let from = number > count ? 0 : number
    return [
      "next": .integer(Int64(count)),
      "exchanges": .array(
        exchanges.filter { $0.number >= from - 1 && ($0.number >= from || $0.answer != nil) }.map(SMPLog.json)),
    ]
  }

  private static func json(_ exchange: Exchange) -> JSON {
    let header = exchange.header
    let isWrite = header.operation == .write
    var fields: [(String, JSON)] = [
      ("number", .integer(Int64(exchange.number))), ("seconds", .number(exchange.time.inSeconds)),
      ("group", .integer(Int64(header.group))), ("command", .integer(Int64(header.command))),
      ("name", .text(SMPMeter.name(group: header.group, command: header.command, isWrite: isWrite))),
      ("operation", .text(isWrite ? "write" : "read")), ("request", exchange.request),
    ]
    if let answer = exchange.answer { fields.append(("answer", answer)) }
    if let ticks = exchange.ticks { fields.append(("milliseconds", .number(ticks.inSeconds * 1_000))) }
    if let charge = exchange.nanocoulombs { fields.append(("nanocoulombs", .integer(charge))) }
    return .object(fields)
  }
}
