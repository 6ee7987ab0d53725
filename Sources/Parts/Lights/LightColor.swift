/// What a light looks like, as a screen shows it: red, green and blue of an sRGB pixel, 0 ... 255 each.
public struct LightColor: Equatable, Sendable {
  /// A light that is dark.
  public static let black = LightColor(red: 0, green: 0, blue: 0)

  /// Its part of red.
  public var red: UInt8
  /// Its part of green.
  public var green: UInt8
  /// Its part of blue.
  public var blue: UInt8

  /// A colour of these parts.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour of a light that is lit for `duty` of the time, 0 ... 1. A pixel's value goes with the square root of its light
  /// (chosen): unlike the curve of sRGB (IEC 61966-2-1), from which it differs by at most 4 % of full scale where the duty is
  /// above 0.02, a root is the same number on every host.
  func lit(for duty: Double) -> LightColor {
    let factor = min(max(duty, 0), 1).squareRoot()
    func part(_ value: UInt8) -> UInt8 { UInt8((Double(value) * factor).rounded()) }
    return LightColor(red: part(red), green: part(green), blue: part(blue))
  }
}
