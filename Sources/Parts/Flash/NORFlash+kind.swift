import Machine

extension NORFlash {
  /// As board files name it.
  public static let kind = PartKind(
    "W25Q80EW", "serial NOR flash, 1 MiB, sectors of 4 KiB", component: "NOR flash", bus: .flash,
    pins: [.optional("cs", .input, "W25Q80EW CS")], coefficients: { _, _ in NORFlash.Coefficients.documented.all },
    storage: (1 << 20, NORFlash.sectorSize)
  ) { site in
    NORFlash(
      site.name, on: site.emulation, net: site.net, chipSelect: site.pin("cs"),
      memory: site.mappedMemory ?? Memory("flash", size: 1 << 20, isWritable: false, fill: 0xFF),
      coefficients: site.figures(NORFlash.Coefficients.documented), seed: site.seed)
  }
}
