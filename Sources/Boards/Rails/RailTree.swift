import Machine
import Parts

/// The rails of a board: its power tree by name.
struct RailTree {
  private var nets: [String: PowerNet] = [:]
  private var regulators: [String: Regulator] = [:]
  /// The rail that the cell feeds, at its protection circuit.
  let ofCell: PowerNet
  /// The circuit between the cell and that.
  private let protection: CellProtection

  /// The rails in their order, each behind an earlier one. The first of them at the cell is behind the protection circuit.
  init(_ plans: [RailPlan], on power: PowerSystem, figures: [String: Coefficient]) {
    var nets: [String: PowerNet] = [:]
    var regulators: [String: Regulator] = [:]
    var atCell: (rail: PowerNet, protection: CellProtection)?
    for plan in plans {
      let feed: PowerNet.Feed =
        switch plan.source {
        case .cell: .cell
        case .system: .system
        case .rail(let name): nets[name].map { .rail($0) } ?? .system
        }
      let conversion = plan.conversion(figures)
      if let quiescent = plan.quiescent, case .rail(let name) = plan.source, let input = nets[name] {
        let regulator = Regulator(
          plan.name, from: input, through: conversion, quiescent: (figures[quiescent.name] ?? quiescent).current,
          shutdown: plan.shutdown.map { (figures[$0.name] ?? $0).current })
        regulators[plan.name] = regulator
        nets[plan.name] = regulator.output
      } else {
        nets[plan.name] = power.net(plan.name, fedBy: feed, through: conversion)
      }
      if atCell == nil, plan.source == .cell, let rail = nets[plan.name] {
        atCell = (rail, RailTree.protection(of: rail, on: power, figures))
      }
    }
    self.nets = nets
    self.regulators = regulators
    guard let atCell else { fatalError("rails without one at the cell passed their check") }
    (ofCell, protection) = atCell
  }

  private static func protection(
    of rail: PowerNet, on power: PowerSystem, _ figures: [String: Coefficient]
  ) -> CellProtection {
    CellProtection(
      on: power.net("CELL", fedBy: .bareCell), output: rail,
      coefficients: CellProtection.Coefficients.documented.overriding(figures))
  }

  /// A rail by name. Stops the program where there is none: board files are checked.
  subscript(name: String) -> PowerNet {
    guard let net = nets[name] else { fatalError("no rail \(name)") }
    return net
  }

  /// Lets the line of its enable pin switch a rail.
  func connect(_ plan: RailPlan, enable: Line?) {
    guard let enable, let net = nets[plan.name] else { return }
    let regulator = plan.shutdown == nil ? nil : regulators[plan.name]
    func apply(_ isOn: Bool) {
      if let regulator { regulator.isEnabled = isOn } else { net.setEnabled(isOn) }
    }
    enable.observe { apply($0) }
    apply(enable.level)
  }
}
