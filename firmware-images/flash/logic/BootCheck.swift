// For the host alone: firmware has no arrays.
#if !hasFeature(Embedded)
  /// The bootloader's own check, as the host uses it to say beforehand what comes of an image.
  public enum BootCheck {
    /// Why the bootloader without a key does not start an image with these bytes; nil where it does.
    public static func fault(of image: some Collection<UInt8>) -> ImageFault? {
      var flash = ReadOnlySlot(bytes: Array(image))
      do throws(ImageFault) {
        _ = try ImageCheck(&flash, slot: FlashMap.slot0, key: NoKey())
        return nil
      } catch {
        return error
      }
    }
  }

  /// A flash with nothing in it but an image in slot 0.
  private struct ReadOnlySlot: FlashDevice {
    let bytes: [UInt8]

    mutating func read(_ address: UInt32, into target: UnsafeMutableBufferPointer<UInt8>) {
      for index in 0..<target.count {
        let place = Int(address) + index - Int(FlashMap.slot0.start)
        target[index] = bytes.indices.contains(place) ? bytes[place] : 0xFF
      }
    }

    mutating func program(_ bytes: UnsafeBufferPointer<UInt8>, at address: UInt32) throws(FlashError) { throw .failed }
    mutating func erase(sectorAt address: UInt32) throws(FlashError) { throw .failed }
  }
#endif
