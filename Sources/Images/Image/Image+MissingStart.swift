extension Image {
  /// Why the chip does not come to an image for its flash as it is: nothing stands at the start of flash, where it takes its
  /// vectors. `nil` where it does, where a boot ROM or a bootloader looks for the image, and for one in RAM.
  ///
  /// What stands below an application may be in the flash already: a SoftDevice, or a bootloader.
  public var missingStart: ImageError? {
    guard !map.hasDialogBoot, word(map.flash.base) == nil, (try? bootLayout())?.region == map.flash else { return nil }
    let place = hex(map.flash.base)
    let places = [vectorTable, flashPart.first?.address]
    guard let device = SoftDevice.all(on: map).first(where: { places.contains($0.start) }) else {
      return ImageError(
        file: name, found: "nothing for \(place), where the \(map.chip) has its vectors",
        expected: "an image with vectors there, or a flash that has a bootloader there (--flash)")
    }
    return ImageError(
      file: name, found: "an application for the SoftDevice \(device.name), which begins at \(hex(device.start))",
      expected: "an image that has the SoftDevice too, or a flash that has it (--flash): Bandbox has none")
  }
}
