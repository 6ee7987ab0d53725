import Testing

@testable import DA14681

@Suite struct MaskROMSymbolsTests {
  @Test func namesAreFound() {
    #expect(MaskROM.place(at: 0x07F1_C2C9)?.description == "memcmp")
    #expect(MaskROM.place(at: 0x07F1_C2C8)?.description == "memcmp")
    #expect(MaskROM.place(at: 0x07F1_C2CC)?.description == "memcmp+0x4")
    #expect(MaskROM.place(at: 0x07F1_BE07)?.description == "rwip_init")
    // Of several names the first.
    #expect(MaskROM.place(at: 0x07F1_C208)?.description == "__aeabi_uidiv")
    // A table at an odd address, and the byte before it.
    #expect(MaskROM.place(at: 0x07F1_C935)?.description == "ecc_p256_q")
    #expect(MaskROM.place(at: 0x07F1_C934)?.description == "LLM_AA_CT2+0x1")
    #expect(MaskROM.address(of: "memcmp") == 0x07F1_C2C8)
    #expect(MaskROM.address(of: "ecc_p256_q") == 0x07F1_C935)
    #expect(MaskROM.address(of: "main") == nil)
  }

  @Test func elsewhereThereAreNone() {
    #expect(MaskROM.place(at: 0x07F0_0000) == nil)
    #expect(MaskROM.place(at: 0x07EF_FFFF) == nil && MaskROM.place(at: 0x07F4_0000) == nil)
    #expect(MaskROM.place(at: 0x07F3_FFFF)?.name == "smpc_recv_pdu")
    #expect(MaskROM.contains(0x07F0_0000) && MaskROM.contains(0x07F3_FFFF))
    #expect(!MaskROM.contains(0x07EF_FFFF) && !MaskROM.contains(0x07F4_0000))
  }

  @Test func theListIsInOrder() {
    let words = MaskROM.symbolList.split { $0 == " " || $0 == "\n" }
    let offsets = stride(from: 0, to: words.count, by: 2).compactMap { UInt32(words[$0], radix: 16) }
    #expect(offsets.count == words.count / 2 && offsets == offsets.sorted())
    #expect(offsets.allSatisfy { $0 < UInt32(MaskROM.size) })
    // Every name stands where it says.
    for (index, offset) in offsets.enumerated() {
      let name = String(words[2 * index + 1])
      #expect(MaskROM.address(of: name).map { $0 - MaskROM.base | 1 } == offset | 1)
      #expect(MaskROM.place(at: MaskROM.base + offset)?.offset == 0)
    }
  }
}
