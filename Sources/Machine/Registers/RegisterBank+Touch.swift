/// Whether a reset of the block would change anything.
extension RegisterBank {
  /// Whether the block may be in another state than after its last reset: software wrote to it or read with an effect, the owner
  /// stored a value or said so, or a saved state was taken over. A new bank is touched.
  public var isTouched: Bool { wasTouched }

  /// For the owner, where something other than an access changed what it keeps beside its registers.
  public func noteChange() { wasTouched = true }

  /// For the chip, after it has reset the block.
  public func noteReset() { wasTouched = false }
}
