/// The second-stage loader: starts the newer valid one of two images in SPI flash, or the other one where that is not whole or was
/// on test and did not confirm itself. Without any the boot ROM looks again, and so hears a host on the serial line.
@_cdecl("main_swift") func main() {
  Clocks.runUndivided()
  Clocks.runFromRC()
  Clocks.powerPeripherals()
  Bus.start()
  Clocks.system.set(Clocks.padsFollow)
  var flash = NORFlash()
  let image = choose(&flash)
  if let image {
    if image.isOnTest, !image.isTried {
      do throws(FlashError) { try flash.program(byte: 0, at: image.address &+ DialogImage.tried) } catch {}
    }
    load(image, &flash)
  }
  LoaderNote.header = image?.address
  NORFlash.rest()
  // As the vendor's loaders: the watchdog runs, and a software reset starts what is mapped to 0.
  Register(0x5000_3100).value = 0xC8
  Register(0x5000_3302).value = 1 << 3
  Clocks.system.replace(Clocks.remapMask, by: image == nil ? 0 : 2)
  Clocks.system.set(Clocks.softwareReset)
  while true { cpu_no_operation() }
}

private func choose(_ flash: inout NORFlash) -> DialogImage? {
  guard let places = DialogImage.places(&flash) else { return nil }
  let first = DialogImage(&flash, at: places.0)
  let second = DialogImage(&flash, at: places.1)
  guard let first else { return whole(second, &flash) }
  guard let second else { return whole(first, &flash) }
  let isSecondBetter = first.isWanted == second.isWanted ? second.number > first.number : second.isWanted
  return whole(isSecondBetter ? second : first, &flash) ?? whole(isSecondBetter ? first : second, &flash)
}

/// The image, where its code fits and has the checksum.
private func whole(_ image: DialogImage?, _ flash: inout NORFlash) -> DialogImage? {
  guard let image, image.size > 0, image.size <= 42 * 1024,
    DialogImage.checksum(&flash, behind: image.address, size: image.size) == image.checksum
  else { return nil }
  return image
}

private func load(_ image: DialogImage, _ flash: inout NORFlash) {
  let code = UnsafeMutablePointer<UInt8>(bitPattern: 0x2000_0000)
  flash.read(
    image.address &+ DialogImage.headerSize, into: UnsafeMutableBufferPointer(start: code, count: Int(image.size)))
}
