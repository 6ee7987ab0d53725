/// A regulator or converter as a part of the power tree: a net behind another, and its own current from that.
public final class Regulator {
  private enum AlwaysOn: String, LoadState { case quiescent }
  private enum Switched: String, LoadState { case quiescent, shutdown }

  /// What it feeds.
  public let output: PowerNet
  private let fixed: Load<AlwaysOn>?
  private let switched: Load<Switched>?

  /// `conversion` between `input` and a new net, named `name`; its own currents are of the component "`name` regulator".
  /// `shutdown` is that without its enable signal, and `nil` where it has no enable pin.
  public init(
    _ name: String, from input: PowerNet, through conversion: Conversion, quiescent: CurrentBand,
    shutdown: CurrentBand? = nil
  ) {
    output = input.system.net(name, fedBy: .rail(input), through: conversion)
    let component = "\(name) regulator"
    if let shutdown {
      fixed = nil
      switched = Load(
        component, on: input, initial: .quiescent, currents: [.quiescent: quiescent, .shutdown: shutdown])
    } else {
      fixed = Load(component, on: input, initial: .quiescent, currents: [.quiescent: quiescent])
      switched = nil
    }
  }

  /// Its enable pin, which it must have to be switched off. Without the signal nothing behind it has power.
  public var isEnabled: Bool {
    get { output.isEnabled }
    set {
      require(newValue || switched != nil, "\(output.name): a regulator without an enable pin")
      output.setEnabled(newValue)
      switched?.enter(newValue ? .quiescent : .shutdown)
    }
  }
}
