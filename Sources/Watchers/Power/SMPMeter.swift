import Boards
import Machine
import SMP

/// What SMP commands cost: the charge of the whole band from the end of the first byte of a request to the end of the
/// last byte of its answer.
package final class SMPMeter {
  /// One command.
  package struct Row: Equatable, Sendable {
    package var group: UInt16
    package var command: UInt8
    /// Whether it writes or acts.
    package var isWrite: Bool
    /// Requests that were answered.
    package var count = 0
    /// From request to answer, altogether.
    package var ticks: Tick = 0
    /// Charge drawn by all loads in that time, in pA·ticks.
    package var charge: Int128 = 0

    /// As people call it.
    package var name: String { SMPMeter.name(group: group, command: command, isWrite: isWrite) }
  }

  /// `os echo (write)`, or numbers for what has no name here.
  package static func name(group: UInt16, command: UInt8, isWrite: Bool) -> String {
    let known: [UInt16: (String, [UInt8: String])] = [
      SMPGroup.os: ("os", [0: "echo", 2: "task statistics", 4: "date and time", 5: "reset", 6: "params", 7: "info"]),
      SMPGroup.image: ("image", [0: "state", 1: "upload", 5: "erase"]),
      SMPGroup.statistics: ("statistics", [0: "group", 1: "list"]),
      SMPGroup.band: (
        "band",
        [
          BandCommand.vitals: "vitals", BandCommand.history: "history", BandCommand.selfTest: "self-test",
          BandCommand.notification: "notification", BandCommand.ship: "ship",
        ]
      ),
    ]
    let name = known[group]?.0 ?? "group \(group)"
    let action = known[group]?.1[command] ?? "command \(command)"
    return "\(name) \(action) (\(isWrite ? "write" : "read"))"
  }

  /// Further kinds of commands than this many are not counted.
  private static let limit = 256

  private let band: any Board
  private let meter: ChargeMeter
  private let pairs = SMPPairs()
  private var rowsByKey: [UInt32: Row] = [:]
  /// Where the present request's first byte ended.
  private var first: (time: Tick, charge: Int128)?
  private var watching: [Subscription] = []
  /// Where the latest request began.
  private var pending: (time: Tick, charge: Int128)?
  /// What may be the first byte of a request has arrived.
  package var onFirstByte: (() -> Void)?
  /// A request has arrived; its command's name.
  package var onRequest: ((String) -> Void)?
  /// The answer to a request has been sent; the command's name.
  package var onAnswer: ((String) -> Void)?

  package init(_ band: any Board, meter: ChargeMeter) {
    self.band = band
    self.meter = meter
    let (toBand, fromBand) = (band.cable.hostToBand, band.cable.bandToHost)
    watching = [
      toBand.watchSent { [unowned self] in asked($0) }, fromBand.watchSent { [unowned self] in answered($0) },
    ]
  }

  private static func name(_ request: SMPHeader) -> String {
    name(group: request.group, command: request.command, isWrite: request.operation == .write)
  }

  private func asked(_ byte: UInt8) {
    let now = band.emulation.now
    switch pairs.asked(byte) {
    case .begins:
      first = (now, meter.total(at: now))
      onFirstByte?()
    case .request(let header, _):
      pending = first
      onRequest?(SMPMeter.name(header))
    case nil: break
    }
  }

  private func answered(_ byte: UInt8) {
    guard let (request, _, _) = pairs.answered(byte), let asked = pending else { return }
    defer { onAnswer?(SMPMeter.name(request)) }
    let now = band.emulation.now
    let isWrite = request.operation == .write
    let key = UInt32(request.group) << 16 | UInt32(request.command) << 8 | (isWrite ? 1 : 0)
    guard rowsByKey[key] != nil || rowsByKey.count < SMPMeter.limit else { return }
    var row = rowsByKey[key] ?? Row(group: request.group, command: request.command, isWrite: isWrite)
    row.count += 1
    row.ticks += now - asked.time
    row.charge += meter.total(at: now) - asked.charge
    rowsByKey[key] = row
  }

  /// By group and command.
  package var rows: [Row] { rowsByKey.sorted { $0.key < $1.key }.map(\.value) }
}
