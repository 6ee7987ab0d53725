import Formats
import Parts
import Plots

/// A board as blocks: its rails from source to load, its chip, and what hangs on each of its pads.
public struct BoardDrawing {
  private static let line = 18.0
  private static let ink = PlotDrawing.Colour(0x222222)
  private static let pale = PlotDrawing.Colour(0x888888)
  private static let railColour = PlotDrawing.Colour(0xB0413E)

  private let plan: BoardPlan

  /// Of a board.
  public init(_ model: BoardModel) { plan = model.plan }

  /// The picture.
  public var drawing: PlotDrawing {
    let blocks = plan.parts.map(block)
    let heights = blocks.map { Self.line * Double(max($0.pins.count, 1) + 1) + 14 }
    let railHeight = 44.0 * Double(plan.rails.count) + 30
    let height = max(heights.reduce(0) { $0 + $1 + 14 }, railHeight) + 90
    var drawing = PlotDrawing(width: 1_000, height: Int(height))
    drawing.text(plan.name, 24, 34, size: 18, bold: true)
    drawing.text(plan.summary, 24, 54, size: 12, Self.pale)
    drawRails(&drawing)
    // The chip is as tall as what hangs on it.
    let (left, right, top) = (430.0, 590.0, 76.0)
    box(&drawing, left, top, right - left, height - top - 14)
    drawing.text(plan.chip.name, (left + right) / 2, top + 24, size: 15, anchor: .middle, bold: true)
    drawing.text(plan.chipRail, left + 8, top + 44, size: 12, Self.railColour)
    var y = top
    for (block, height) in zip(blocks, heights) {
      box(&drawing, 760, y, 216, height)
      drawing.text(block.title, 770, y + 17, size: 13, bold: true)
      if let rail = block.rail { drawing.text(rail, 968, y + 17, size: 12, anchor: .end, Self.railColour) }
      for (index, pin) in block.pins.enumerated() {
        let level = y + Self.line * Double(index + 2) - 2
        drawing.line(right, level, 760, level, Self.ink)
        drawing.text(pin.pad, right - 6, level + 4, size: 12, anchor: .end)
        drawing.text(pin.name, 766, level + 4, size: 12)
        if pin.isDrivenByPart { arrow(&drawing, right, level, to: -1) } else { arrow(&drawing, 760, level, to: 1) }
      }
      y += height + 14
    }
    return drawing
  }

  private struct Block {
    var title: String
    var rail: String?
    var pins: [(pad: String, name: String, isDrivenByPart: Bool)]
  }

  private func block(_ part: PartPlan) -> Block {
    let isNamedAlike = part.key == part.kind.name || part.component == part.key
    var block = Block(
      title: isNamedAlike ? part.kind.name : "\(part.key): \(part.kind.name)", rail: part.rail, pins: [])
    if let bus = part.bus {
      let address = if case .i2c = part.kind.bus { " \(Hex.value(UInt32(part.address)))" } else { "" }
      block.pins.append((bus.name, (part.kind.bus?.text ?? "") + address, false))
    }
    for pin in part.kind.pins {
      guard let pad = part.pads[pin.name] else { continue }
      block.pins.append((pad, pin.name, pin.direction != .input))
    }
    return block
  }

  /// The rails below each other, each joined to what feeds it.
  private func drawRails(_ drawing: inout PlotDrawing) {
    var places: [String: Double] = [:]
    var depths: [String: Double] = [:]
    for (index, rail) in plan.rails.enumerated() {
      let y = 76 + 44 * Double(index)
      var depth = 0.0
      if case .rail(let above) = rail.source, let from = places[above] {
        depth = (depths[above] ?? 0) + 1
        let x = 34 + 24 * (depth - 1)
        drawing.line([.init(x: x, y: from + 30), .init(x: x, y: y + 15), .init(x: x + 14, y: y + 15)], Self.railColour)
      }
      places[rail.name] = y
      depths[rail.name] = depth
      box(&drawing, 24 + 24 * depth, y, 330 - 24 * depth, 30)
      drawing.text(rail.name, 32 + 24 * depth, y + 20, size: 13, Self.railColour, bold: true)
      drawing.text(describe(rail), 100 + 24 * depth, y + 20, size: 12)
    }
  }

  private func describe(_ rail: RailPlan) -> String {
    func volts(_ millivolts: Int64) -> String { "\(NumberText.decimal(Double(millivolts) / 1_000, 1)) V" }
    let source =
      switch rail.source {
      case .cell: "the cell"
      case .system: "VBUS, else the cell"
      case .rail: ""
      }
    let regulator =
      switch rail.regulator {
      case .wire: rail.enable == nil ? "" : "switch"
      case .linear(let output, _): "linear regulator, \(volts(output))"
      case .buck(let output, _): "step-down converter, \(volts(output))"
      case .boost(let output, _): "step-up converter, \(volts(output))"
      case .chipConverter(let output, _): "the chip's converter, \(volts(output))"
      case .constantPower: "the chip's supply"
      }
    return [source, regulator].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private func box(_ drawing: inout PlotDrawing, _ x: Double, _ y: Double, _ width: Double, _ height: Double) {
    drawing.line(
      [
        .init(x: x, y: y), .init(x: x + width, y: y), .init(x: x + width, y: y + height), .init(x: x, y: y + height),
        .init(x: x, y: y),
      ], width: 1.5, Self.ink)
  }

  private func arrow(_ drawing: inout PlotDrawing, _ x: Double, _ y: Double, to direction: Double) {
    drawing.add(
      .area(
        [
          .init(x: x, y: y), .init(x: x - 7 * direction, y: y - 4), .init(x: x - 7 * direction, y: y + 4),
        ], Self.ink))
  }
}
