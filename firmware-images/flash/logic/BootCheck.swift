// For the host alone: firmware has no arrays.
#if !hasFeature(Embedded)
  /// The bootloader's own check, as the host uses it to say beforehand what comes of an image.
  public enum BootCheck {
    /// Where a chip has slot 0 and its RAM, as the CPU sees them.
    public struct Place: Sendable {
      let slot: UInt32
      let ram: ClosedRange<UInt32>

      /// The start of slot 0, and RAM with the address behind its last byte.
      public init(slot: UInt32, ram: ClosedRange<UInt32>) {
        self.slot = slot
        self.ram = ram
      }
    }

    /// Why the bootloader without a key does not start an image with these bytes in slot 0; nil where it does. Its size is not
    /// looked at.
    public static func fault(of image: some Collection<UInt8>, at place: Place) -> ImageFault? {
      var flash = ReadOnlySlot(bytes: Array(image))
      do throws(ImageFault) {
        _ = try ImageCheck(&flash, slot: FlashMap.slot0, key: NoKey())
      } catch {
        // What depends on the place is judged below: the target that this is part of knows the first board's alone.
        guard error == .badVectors || error == .otherAddress else { return error }
      }
      guard let header = ImageHeader(&flash, in: FlashMap.slot0) else { return .badHeader }
      if header.flags & ImageHeader.fixedFlag != 0, header.loadAddress != place.slot { return .otherAddress }
      let stack = flash.word(at: header.payload)
      let reset = flash.word(at: header.payload + 4)
      let start = place.slot &+ header.headerSize
      let isGood =
        stack & 3 == 0 && stack > place.ram.lowerBound && place.ram.contains(stack) && reset & 1 != 0 && reset > start
        && reset - start < header.imageSize
      return isGood ? nil : .badVectors
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
