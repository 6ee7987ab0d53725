import Foundation
import Programs
import Testing

/// `bandbox registers --svd`, read by a reader that people have: `cmsis-svd` of PyPI, which brings the schema too.
@Suite struct SVDTests {
  /// Prints the differences between the SVD file and `bandbox registers --json`, and how much was compared.
  private static let reader = """
    import json, sys
    from cmsis_svd import SVDParser
    valid, why = SVDParser.validate_xml_file(sys.argv[1], schema_version="1.3.11", schema_version_detection=False)
    if not valid: print(why)
    device = SVDParser.for_xml_file(sys.argv[1]).get_device()
    def value(item): return getattr(item, "value", item)
    def bits(f):
        last = f.bit_offset + f.bit_width - 1
        return f.name, last, f.bit_offset, value(f.access), value(f.read_action), value(f.modified_write_values)
    found = {}
    for p in device.peripherals:
        for r in p.registers:
            place = p.base_address + r.address_offset
            found[p.name, r.name] = place, r.size, r.reset_value, {bits(f) for f in r.fields or []}
    listed = {}
    for r in json.load(open(sys.argv[2]))["registers"]:
        fields = {(f["name"], f["msb"], f["lsb"], f["access"], f.get("read_action"), f.get("modified_write_values"))
                  for f in r["fields"]}
        listed[r["block"], r["name"]] = int(r["address"], 16), r["bits"], int(r["reset"], 16), fields
    for key in sorted(set(found) | set(listed)):
        if found.get(key) != listed.get(key): print(key, found.get(key), listed.get(key))
    cpu = device.cpu
    print(device.name, value(cpu.name), cpu.revision, cpu.nvic_prio_bits, len(found), sum(len(r[3]) for r in found.values()))
    lines = {i.value: (p.name, i.name) for p in device.peripherals for i in p.interrupts or []}
    print(sorted(lines) == list(range(31)), lines[9])
    """

  @Test func aRealReaderFindsEveryRegister() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let written = try Bandbox.run(["registers", "--svd", folder + "/chip.svd"])
    #expect(written.status == 0 && written.output.isEmpty, "\(written.errors)")
    let table = try Bandbox.run(["registers", "--json"])
    try table.output.write(toFile: folder + "/registers.json", atomically: true, encoding: .utf8)
    let read = try Programs.run(
      try Programs.client("python"), ["-c", Self.reader, folder + "/chip.svd", folder + "/registers.json"])
    #expect(read.status == 0, "\(read.errors)")
    #expect(
      read.output.split(separator: "\n") == ["DA14681 CM0 r0p0 2 871 2667", "True ('UART2', 'UART2_IRQn')"])
  }

  @Test func itGoesToStandardOutputAndAloneOnly() throws {
    let written = try Bandbox.run(["registers", "--svd", "-"])
    #expect(written.status == 0 && written.output.hasPrefix("<?xml version=\"1.0\""))
    for others in [["--json"], ["uart"]] {
      let refused = try Bandbox.run(["registers", "--svd", "-"] + others)
      #expect(refused.status == 2 && refused.output.isEmpty)
    }
  }
}
