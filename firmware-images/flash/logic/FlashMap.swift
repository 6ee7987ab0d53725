/// Who has which part of the band's 1 MiB flash, of the 256 KiB in the tracker's chip, or of band1's serial flash. All offsets
/// are from its start, which the CPU sees at `window`.
enum FlashMap {
  /// The smallest piece that can be erased, in bytes.
  #if TRACKER_SLOTS
    static let sectorSize: UInt32 = 0x400
  #else
    static let sectorSize: UInt32 = 0x1000
  #endif
  /// What one program operation may touch, in bytes.
  static let pageSize: UInt32 = 0x100
  #if TRACKER_SLOTS
    /// Where the memory window of the flash begins.
    static let window: UInt32 = 0

    /// All of it.
    static var flash: FlashArea { FlashArea(0, size: 0x4_0000) }
    /// The bootloader.
    static var boot: FlashArea { FlashArea(0, size: 0x8000) }
    /// The slot that is run. An image is linked for its start plus `imageHeaderSize`.
    static var slot0: FlashArea { FlashArea(0x8000, size: 0x1_6000) }
    /// The slot that uploads go to.
    static var slot1: FlashArea { FlashArea(0x1_E000, size: 0x1_6000) }
    /// Where the bootloader puts what it moves.
    static var scratch: FlashArea { FlashArea(0x3_4000, size: 0x1000) }
    /// The band's settings.
    static var settings: FlashArea { FlashArea(0x3_5000, size: 0x1000) }
    /// Three and a half days of minutes.
    static var activity: FlashArea { FlashArea(0x3_6000, size: 0xA000) }
  #elseif BOARD_TRACKER
    /// Where the memory window of the flash begins.
    static let window: UInt32 = 0

    /// All of it.
    static var flash: FlashArea { FlashArea(0, size: 0x4_0000) }
    /// What runs, from its vectors on; there is no other slot and no bootloader.
    static var slot0: FlashArea { FlashArea(0, size: 0x2_C000) }
    static var slot1: FlashArea { FlashArea(slot0.end, size: 0) }
    static var scratch: FlashArea { FlashArea(slot0.end, size: 0) }
    /// Five days of minutes.
    static var activity: FlashArea { FlashArea(0x2_C000, size: 0x1_0000) }
    /// The band's settings.
    static var settings: FlashArea { FlashArea(0x3_C000, size: 0x4000) }
  #elseif BOARD_BAND1
    /// No window: it is behind a serial bus.
    static let window: UInt32 = 0

    /// All of it.
    static var flash: FlashArea { FlashArea(0, size: 0x10_0000) }
    /// The first image: an MCUboot image, with the header that the chip's loader looks for at the end of its own.
    static var slot0: FlashArea { FlashArea(0x2_0000, size: 0xC000) }
    /// The second image.
    static var slot1: FlashArea { FlashArea(0x2_C000, size: 0xC000) }
    /// The band's settings.
    static var settings: FlashArea { FlashArea(0x3_8000, size: 0x4000) }
    /// The band's activity log: 22 days of minutes.
    static var activity: FlashArea { FlashArea(0x3_C000, size: 0x4_0000) }
  #else
    /// Where the memory window of the flash begins.
    static let window: UInt32 = 0x0800_0000

    /// All of it.
    static var flash: FlashArea { FlashArea(0, size: 0x10_0000) }
    /// The bootloader, with the header that the chip's boot ROM looks for.
    static var boot: FlashArea { FlashArea(0, size: 0x1_0000) }
    /// The slot that is run. An image is linked for its start plus `imageHeaderSize`.
    static var slot0: FlashArea { FlashArea(0x1_0000, size: 0x4_0000) }
    /// The slot that uploads go to.
    static var slot1: FlashArea { FlashArea(0x5_0000, size: 0x4_0000) }
    /// Where the bootloader puts what it moves.
    static var scratch: FlashArea { FlashArea(0x9_0000, size: 0x4000) }
    /// The band's settings.
    static var settings: FlashArea { FlashArea(0x9_4000, size: 0x4000) }
    /// The band's activity log.
    static var activity: FlashArea { FlashArea(0x9_8000, size: 0x6_7000) }
    /// Serial number and calibration.
    static var identity: FlashArea { FlashArea(0xF_F000, size: 0x1000) }
  #endif

  /// RAM. An initial stack pointer lies in it, or behind its last byte.
  static var ram: ClosedRange<UInt32> {
    #if BOARD_TRACKER
      0x2000_0000...0x2000_8000
    #elseif BOARD_BAND1
      0x2000_0000...0x2000_A800
    #else
      0x07FC_0000...0x07FE_4000
    #endif
  }

  /// What the images of this repository have before their vector table.
  static let imageHeaderSize: UInt32 = 0x200
  /// The largest image in a slot, with header and TLVs: the last sector has the trailer and nothing else.
  static var largestImage: UInt32 { slot0.size - sectorSize }

  /// Slot 0 or 1.
  static func slot(_ number: Int) -> FlashArea { number == 0 ? slot0 : slot1 }
}
