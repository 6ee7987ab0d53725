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
    var isWrite: Bool
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
    ]
    let name = known[group]?.0 ?? "group \(group)"
    let action = known[group]?.1[command] ?? "command \(command)"
    return "\(name) \(action) (\(isWrite ? "write" : "read"))"
  }

  /// Further kinds of commands than this many are not counted.
  private static let limit = 256
  private static let bufferSize = 4_096

  private let band: any Board
  private let meter: ChargeMeter
  private let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * SMPMeter.bufferSize)
  private var requests: ConsoleDecoder
  private var answers: ConsoleDecoder
  private var rowsByKey: [UInt32: Row] = [:]
  /// Where the present request's first byte ended.
  private var first: (time: Tick, charge: Int128)?
  private var watching: [Subscription] = []
  private var pending: (header: SMPHeader, time: Tick, charge: Int128)?
  /// What may be the first byte of a request has arrived.
  package var onFirstByte: (() -> Void)?
  /// A request has arrived; its command's name.
  package var onRequest: ((String) -> Void)?
  /// The answer to a request has been sent; the command's name.
  package var onAnswer: ((String) -> Void)?

  package init(_ band: any Board, meter: ChargeMeter) {
    self.band = band
    self.meter = meter
    requests = ConsoleDecoder(buffer: UnsafeMutableBufferPointer(rebasing: memory[..<SMPMeter.bufferSize]))
    answers = ConsoleDecoder(buffer: UnsafeMutableBufferPointer(rebasing: memory[SMPMeter.bufferSize...]))
    let (toBand, fromBand) = (band.cable.hostToBand, band.cable.bandToHost)
    watching = [
      toBand.watchSent { [unowned self] in asked($0) }, fromBand.watchSent { [unowned self] in answered($0) },
    ]
  }

  deinit { memory.deallocate() }

  private static func name(_ request: SMPHeader) -> String {
    Row(group: request.group, command: request.command, isWrite: request.operation == .write).name
  }

  private func asked(_ byte: UInt8) {
    let now = band.emulation.now
    if byte == ConsoleFraming.start0 {
      first = (now, meter.total(at: now))
      onFirstByte?()
    }
    guard case .message(let count) = requests.feed(byte) else { return }
    guard let first, let header = SMPHeader(requests.message(count: count)), header.operation.isRequest else { return }
    pending = (header, first.time, first.charge)
    self.first = nil
    onRequest?(SMPMeter.name(header))
  }

  private func answered(_ byte: UInt8) {
    guard case .message(let count) = answers.feed(byte), let asked = pending,
      let header = SMPHeader(answers.message(count: count)), header.group == asked.header.group,
      header.command == asked.header.command, header.sequence == asked.header.sequence
    else { return }
    pending = nil
    defer { onAnswer?(SMPMeter.name(asked.header)) }
    let now = band.emulation.now
    let isWrite = asked.header.operation == .write
    let key = UInt32(header.group) << 16 | UInt32(header.command) << 8 | (isWrite ? 1 : 0)
    guard rowsByKey[key] != nil || rowsByKey.count < SMPMeter.limit else { return }
    var row = rowsByKey[key] ?? Row(group: header.group, command: header.command, isWrite: isWrite)
    row.count += 1
    row.ticks += now - asked.time
    row.charge += meter.total(at: now) - asked.charge
    rowsByKey[key] = row
  }

  /// By group and command.
  package var rows: [Row] { rowsByKey.sorted { $0.key < $1.key }.map(\.value) }
}
