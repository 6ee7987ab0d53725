import Blocks

/// A block of this chip alone, and where its supply comes from. Its initialiser installs it.
protocol SoCBlock: Block {
  /// Where its supply comes from.
  var domain: PowerDomain { get }
}
