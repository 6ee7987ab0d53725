/// What is publicly known of a mask ROM whose contents are not: where it is, and where its functions and tables begin.
public struct MaskROMModel: Sendable {
  /// Its addresses.
  public let addresses: ClosedRange<UInt32>
  /// What firmware would find there and the emulator has not, such as "the Bluetooth stack".
  public let contents: String
  private let findPlace: @Sendable (UInt32) -> MaskROMPlace?

  /// Declares a ROM; `place` names the place of an address within it, where that is known.
  public init(
    _ addresses: ClosedRange<UInt32>, contents: String, place: @escaping @Sendable (UInt32) -> MaskROMPlace?
  ) {
    self.addresses = addresses
    self.contents = contents
    findPlace = place
  }

  /// The name of the function or table at `address` (with or without Thumb bit), or of the last one before it; `nil`
  /// outside the ROM and where no names are public.
  public func place(at address: UInt32) -> MaskROMPlace? { addresses.contains(address) ? findPlace(address) : nil }
}
