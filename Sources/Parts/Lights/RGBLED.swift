import Machine

/// Three LEDs in one case: red, green, blue, each on a pad of its own.
public final class RGBLED {
  /// The three, each with its resistor.
  public struct Coefficients: Sendable {
    /// The red one's.
    public var red: LED.Coefficients
    /// The green one's.
    public var green: LED.Coefficients
    /// The blue one's.
    public var blue: LED.Coefficients

    /// All are required.
    public init(red: LED.Coefficients, green: LED.Coefficients, blue: LED.Coefficients) {
      self.red = red
      self.green = green
      self.blue = blue
    }

    /// Those with a resistor of `ohms` for each, with names that begin with `name` and the colour.
    public static func documented(ohms: Int, name: String = "RGB LED") -> Coefficients {
      Coefficients(
        red: .documented(.red, ohms: ohms, name: "\(name).red"),
        green: .documented(.green, ohms: ohms, name: "\(name).green"),
        blue: .documented(.blue, ohms: ohms, name: "\(name).blue"))
    }

    /// All coefficients, for tables.
    public var all: [Coefficient] { red.all + green.all + blue.all }

    /// The set with the coefficients that `overrides` has by name in place of its own.
    public func overriding(_ overrides: [String: Coefficient]) -> Coefficients {
      Coefficients(
        red: red.overriding(overrides), green: green.overriding(overrides), blue: blue.overriding(overrides))
    }
  }

  /// As reports call it.
  public let name: String
  /// The red one.
  public let red: LED
  /// The green one.
  public let green: LED
  /// The blue one.
  public let blue: LED

  /// Puts the three on their pads. They are blocks and loads named `name`.red, .green and .blue.
  public init(
    _ name: String = "RGB LED", on emulation: Emulation, net: PowerNet, red: Line, green: Line, blue: Line,
    isActiveHigh: Bool = true, coefficients: Coefficients
  ) {
    func make(_ color: LED.Color, _ input: Line, _ coefficients: LED.Coefficients) -> LED {
      LED(
        "\(name).\(color.rawValue)", on: emulation, net: net, input: input, color: color, isActiveHigh: isActiveHigh,
        coefficients: coefficients)
    }
    self.name = name
    self.red = make(.red, red, coefficients.red)
    self.green = make(.green, green, coefficients.green)
    self.blue = make(.blue, blue, coefficients.blue)
  }

  /// Whether any of the three is on.
  public var isOn: Bool { red.isOn || green.isOn || blue.isOn }

  /// How bright the three were over the last 20 ms, 0 ... 1 each.
  public var duty: (red: Double, green: Double, blue: Double) { (red.duty, green.duty, blue.duty) }

  /// The colour that it has had for the last 20 ms, as people call it: `off`, `red`, `yellow`, `green`, `cyan`, `blue`,
  /// `magenta` or `white`. A part that is less than a third as bright as the brightest does not count (chosen).
  public var colorName: String {
    let brightest = max(red.duty, green.duty, blue.duty)
    guard brightest > LED.faintest else { return "off" }
    let seen = [red, green, blue].map { $0.duty * 3 >= brightest }
    let names = ["off", "blue", "green", "cyan", "red", "magenta", "yellow", "white"]
    return names[(seen[0] ? 4 : 0) + (seen[1] ? 2 : 0) + (seen[2] ? 1 : 0)]
  }

  /// What it has looked like for the last 20 ms: its three colours together, black where `colorName` is `off`.
  public var seenColor: LightColor {
    guard red.isSeen || green.isSeen || blue.isSeen else { return .black }
    return LightColor(
      red: red.color.full.lit(for: red.duty).red, green: green.color.full.lit(for: green.duty).green,
      blue: blue.color.full.lit(for: blue.duty).blue)
  }
}
