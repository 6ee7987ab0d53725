import Session
import Watchers

/// What passes on the board's wires.
extension BenchController {
  /// The latest transfers.
  func transfers(_ fields: Fields) throws(APIError) -> APIReply {
    let bus = try fields.text("bus", upTo: 200)
    let buses = BusWatch.buses(of: run.band)
    if let bus, !buses.contains(bus) { throw APIError(unknown: "bus", bus, among: buses) }
    return APIReply(
      transfers.answer(
        since: try BenchController.since(fields, "since"),
        last: try fields.whole("last", in: 1...TransferLog.limit) ?? TransferLog.limit, of: bus))
  }

  /// Watches them, or no longer where no connection is open for it.
  func setTransfers(_ fields: Fields) throws(APIError) -> APIReply {
    guard let isRunning = try fields.flag("running") else { throw fields.missing("running") }
    transfers.isKept = isRunning
    return APIReply(["running": .bool(transfers.isRunning)])
  }
}
