import SMP
import Testing

/// State, erase and slots; `UploadTests` has the upload.
struct ImageGroupTests {
  let session = Session()

  static func image(_ fill: UInt8, _ version: SMPImageVersion, isBootable: Bool = true) -> SMPImage {
    SMPImage(version: version, hash: InlineArray(repeating: fill), hashSize: 32, isBootable: isBootable)
  }

  private static let running = image(0xAA, SMPImageVersion(major: 1, minor: 2, revision: 3))
  private static let other = image(
    0xBB, SMPImageVersion(major: 1, minor: 3, revision: 65535, build: 4), isBootable: false)

  private func prepare(_ next: SMPSwap) {
    session.change {
      $0.images = [Self.running, Self.other]
      $0.next = next
    }
  }

  /// One row of the reply: slot, then pending, confirmed, active and permanent.
  private func state(_ rows: [(UInt64, Bool, Bool, Bool, Bool)]) -> [UInt8] {
    cbor { writer in
      writer.map(2)
      writer.text("images")
      writer.array(rows.count)
      for (slot, pending, confirmed, active, permanent) in rows {
        writer.map(8)
        writer.pair("slot", slot)
        writer.pair("version", slot == 0 ? "1.2.3" : "1.3.65535.4")
        writer.pair("hash", bytes: [UInt8](repeating: slot == 0 ? 0xAA : 0xBB, count: 32))
        writer.pair("bootable", slot == 0)
        writer.pair("pending", pending)
        writer.pair("confirmed", confirmed)
        writer.pair("active", active)
        writer.pair("permanent", permanent)
      }
      writer.pair("splitStatus", 0)
    }
  }

  private func write(_ hash: [UInt8]?, confirm: Bool?, version: UInt8 = 1) -> [UInt8] {
    session.ask(.write, 1, 0, version: version) {
      $0.map((hash == nil ? 0 : 1) + (confirm == nil ? 0 : 1))
      if let hash { $0.pair("hash", bytes: hash) }
      if let confirm { $0.pair("confirm", confirm) }
    }
  }

  private static let ours = [UInt8](repeating: 0xAA, count: 32)
  private static let theirs = [UInt8](repeating: 0xBB, count: 32)

  @Test func flags() {
    #expect(session.ask(.read, 1, 0) == state([]))
    prepare(.none)
    #expect(session.ask(.read, 1, 0) == state([(0, false, true, true, false), (1, false, false, false, false)]))
    prepare(.test)
    #expect(session.ask(.read, 1, 0) == state([(0, false, true, true, false), (1, true, false, false, false)]))
    prepare(.permanent)
    #expect(session.ask(.read, 1, 0) == state([(0, false, true, true, false), (1, true, false, false, true)]))
    prepare(.revert)
    #expect(session.ask(.read, 1, 0) == state([(0, false, false, true, false), (1, false, true, false, false)]))
    session.change { $0.images[0] = nil }
    #expect(session.ask(.read, 1, 0) == state([(1, false, true, false, false)]))
  }

  @Test func settingForATest() {
    prepare(.none)
    let after = state([(0, false, true, true, false), (1, true, false, false, false)])
    #expect(write(Self.theirs, confirm: false) == after)
    #expect(session.device.next == .test)
    // Again is the same; for good is more; and there is no way back.
    #expect(write(Self.theirs, confirm: nil) == after)
    #expect(
      write(Self.theirs, confirm: true) == state([(0, false, true, true, false), (1, true, false, false, true)]))
    #expect(session.device.next == .permanent)
    #expect(write(Self.theirs, confirm: false) == groupError(1, 28))
    #expect(session.device.next == .permanent)
  }

  @Test func confirming() {
    prepare(.revert)
    let confirmed = state([(0, false, true, true, false), (1, false, false, false, false)])
    #expect(write(Self.theirs, confirm: false) == groupError(1, 28))
    #expect(write(Self.theirs, confirm: true) == groupError(1, 28))
    #expect(write(nil, confirm: true) == confirmed)
    #expect(session.device.isConfirmed)
    prepare(.revert)
    #expect(write(Self.ours, confirm: true) == confirmed)
    // Confirmed already.
    #expect(write([], confirm: true) == confirmed)
    prepare(.test)
    #expect(write(nil, confirm: true) == groupError(1, 28))
  }

  @Test func errors() {
    prepare(.none)
    #expect(write(nil, confirm: false) == groupError(1, 24))
    #expect(write([], confirm: nil) == groupError(1, 24))
    #expect(write(Array(Self.theirs.dropLast()), confirm: true) == groupError(1, 24))
    #expect(write([UInt8](repeating: 1, count: 32), confirm: true) == groupError(1, 8))
    #expect(write(Self.ours, confirm: false) == groupError(1, 33))
    #expect(write(Self.ours, confirm: false, version: 0) == protocolError(6))
    #expect(session.device.next == .none)
    // A null hash is none, as the Go client sends it.
    let null = session.ask(.write, 1, 0) {
      $0.map(2)
      $0.text("hash")
      $0.null()
      $0.pair("confirm", true)
    }
    #expect(null == state([(0, false, true, true, false), (1, false, false, false, false)]))
    let text = session.ask(.write, 1, 0) {
      $0.map(1)
      $0.pair("hash", "text")
    }
    #expect(text == protocolError(3))
  }

  private func erase(_ slot: UInt64?) -> [UInt8] {
    session.ask(.write, 1, 5) {
      $0.map(slot == nil ? 0 : 1)
      if let slot { $0.pair("slot", slot) }
    }
  }

  @Test func erasing() {
    prepare(.none)
    #expect(erase(nil) == hex("a0"))
    #expect(erase(1) == hex("a0"))
    #expect(session.device.erased == [0x4000, 0x4000])
    #expect(erase(0) == groupError(1, 9))
    #expect(erase(2) == groupError(1, 14))
    #expect(erase(.max) == groupError(1, 14))
    for swap in [SMPSwap.test, .permanent, .revert] {
      prepare(swap)
      #expect(erase(1) == groupError(1, 9))
    }
    #expect(session.device.erased.count == 2)
  }

  @Test func slots() {
    let expected = cbor {
      $0.map(1)
      $0.text("images")
      $0.array(1)
      $0.map(3)
      $0.pair("image", 0)
      $0.text("slots")
      $0.array(2)
      $0.map(2)
      $0.pair("slot", 0)
      $0.pair("size", 0x4000)
      $0.map(3)
      $0.pair("slot", 1)
      $0.pair("size", 0x4000)
      $0.pair("upload_image_id", 2)
      $0.pair("max_image_size", 0x3000)
    }
    #expect(session.ask(.read, 1, 6) == expected)
    #expect(session.ask(.write, 1, 6) == protocolError(8))
    #expect(session.ask(.read, 1, 1) == protocolError(8))
    #expect(session.ask(.read, 1, 5) == protocolError(8))
  }
}
