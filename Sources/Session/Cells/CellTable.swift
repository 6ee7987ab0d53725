import Boards
import Formats
import Machine
import Plots

/// What a cell gives at several currents and temperatures.
public struct CellTable: Encodable, Sendable {
  /// What it is called.
  public let name: String
  /// Its capacity as new, in mAh.
  public let capacityMah: Double
  /// Where discharges end, in millivolts.
  public let endMv: Double
  /// A discharge for each temperature and current, in the order given.
  public let discharges: [CellDischarge]

  /// Discharges the cell of a file, or that of the board where there is none. Throws an `InputError`.
  public init(
    file: String?, of model: BoardModel, rates: [Double], celsius: [Double], cycles: Int, endMillivolts: Double
  ) throws(InputError) {
    let cell = try file.map { (path) throws(InputError) in try CellFile(path, of: model.coefficients) }
    var setup = BoardSetup()
    setup.overrides = cell?.overrides ?? [:]
    setup.cellCurve = cell?.curve
    setup.cycles = cycles
    name = cell?.name ?? "the cell of \(model.name)"
    capacityMah = (setup.overrides[model.capacity.name] ?? model.capacity).typical
    endMv = endMillivolts
    discharges = celsius.flatMap { degrees in
      rates.map { CellDischarge(model.cell(of: setup), celsius: degrees, rate: $0, end: endMillivolts) }
    }
  }

  /// The table for people; ends without a line break.
  public var text: String {
    let heads = ["temperature", "current", "mAh", "of capacity", "halfway"]
    let rows = discharges.map { each in
      [
        "\(NumberText.decimal(each.celsius, 0)) C",
        "\(NumberText.decimal(each.rate, 2)) C, \(NumberText.decimal(each.milliamperes, 1)) mA",
        NumberText.decimal(each.mah, 1), "\(NumberText.decimal(each.percent, 1)) %",
        "\(NumberText.decimal(each.halfwayMv, 0)) mV",
      ]
    }
    let widths = heads.indices.map { column in ([heads] + rows).map { $0[column].count }.max() ?? 0 }
    let lines = ([heads] + rows).map { cells in
      cells.enumerated().map { String(repeating: " ", count: widths[$0] - $1.count) + $1 }.joined(separator: "   ")
    }
    let first = "\(name): \(NumberText.decimal(capacityMah, 1)) mAh, discharged to \(NumberText.decimal(endMv, 0)) mV"
    return ([first, ""] + lines).joined(separator: "\n")
  }

  /// The curves: a panel for each temperature.
  public var drawing: PlotDrawing {
    let temperatures = discharges.map(\.celsius).reduce(into: [Double]()) { if !$0.contains($1) { $0.append($1) } }
    let (left, width, height, top, size) = (76.0, 760.0, 280.0, 84.0, 17.0)
    let step = height + 84
    var drawing = PlotDrawing(width: 1_000, height: Int(top + step * Double(temperatures.count)) + 20)
    let title = PlotFont.shortened(name, to: 952, size: 22, bold: true)
    drawing.text(title, 24, 36, size: 22, bold: true)
    let most = max(discharges.map(\.mah).max() ?? 0, capacityMah)
    let across = PlotAxis.linear(least: 0, greatest: most, span: 1, count: 8, places: most < 10 ? 1 : 0)
    let voltages = discharges.flatMap { $0.points.map(\.mv) }
    let up = PlotAxis.linear(
      least: max((voltages.min() ?? 3_000) / 1_000, endMv / 1_000 - 0.1), greatest: (voltages.max() ?? 4_200) / 1_000,
      span: 0.1, count: 5, places: 1)
    for (index, celsius) in temperatures.enumerated() {
      let y = top + step * Double(index)
      func place(_ point: CellDischarge.Point) -> PlotDrawing.Point {
        .init(x: left + across.position(point.mah) * width, y: y + (1 - up.position(point.mv / 1_000)) * height)
      }
      for mark in across.marks {
        let x = left + across.position(mark.value) * width
        drawing.line(x, y, x, y + height, .init(0xDDDDDD))
        drawing.text(mark.label, x, y + height + 24, size: size, anchor: .middle)
      }
      for mark in up.marks {
        let height = y + (1 - up.position(mark.value)) * height
        drawing.line(left, height, left + width, height, .init(0xDDDDDD))
        drawing.text(mark.label, left - 10, height + 6, size: size, anchor: .end)
      }
      drawing.text("mAh", left + width + 28, y + height + 24, size: size)
      drawing.text("V", 24, y - 12, size: size)
      drawing.text(
        "\(NumberText.decimal(celsius, 0)) °C", left + width / 2, y - 12, size: 18, anchor: .middle,
        bold: true)
      for (number, each) in discharges.filter({ $0.celsius == celsius }).enumerated() {
        let colour = CellTable.colours[number % CellTable.colours.count]
        drawing.line(each.points.map(place), width: 2, colour)
        let label = y + 12 + 24 * Double(number)
        drawing.line(left + width + 12, label, left + width + 32, label, width: 3, colour)
        drawing.text("\(NumberText.decimal(each.rate, 2)) C", left + width + 40, label + 6, size: size)
      }
    }
    return drawing
  }

  private static let colours: [PlotDrawing.Colour] = [
    .init(0x3B7DD8), .init(0xE07B39), .init(0x3C9D5D), .init(0xB0413E), .init(0x7B5EA7), .init(0x555555),
  ]
}
