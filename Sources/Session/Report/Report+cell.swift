import Boards
import Formats
import Machine

extension Report.Cell {
  /// The cell of a board at present.
  init(_ board: any Board) {
    let losses = board.cell.losses(board.power.wear)
    func percent(_ millionths: Int64) -> Double { Double(millionths) / 10_000 }
    capacityMah = Charge.microampereHours(board.power.capacity) / 1_000
    availableMah = Charge.microampereHours(board.power.availableCharge) / 1_000
    lostPercent = Lost(
      cycles: percent(losses.cycles), calendar: percent(losses.calendar), plating: percent(losses.plating),
      deepDischarge: percent(losses.deepDischarge))
    isDead = losses.isDead
  }

  /// What is worth a line for people; `nil` where less than a tenth of a per cent is lost.
  var text: String? {
    if isDead { return "cell             dead: too long below the voltage that it bears" }
    let parts = [
      ("cycles", lostPercent.cycles), ("time", lostPercent.calendar), ("plating", lostPercent.plating),
      ("deep discharge", lostPercent.deepDischarge),
    ].filter { $0.1 >= 0.05 }.map { "\(NumberText.decimal($0.1, 1)) % by \($0.0)" }
    guard !parts.isEmpty else { return nil }
    return "cell             holds \(NumberText.decimal(capacityMah, 1)) mAh; lost for good: "
      + parts.joined(separator: ", ")
  }
}
