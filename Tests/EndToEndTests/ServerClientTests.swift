import Foundation
import Programs
import Testing

/// Everything else that the band's server answers, asked by the clients that know it.
@Suite(.serialized) struct ServerClientTests {
  /// What a client printed has to end with this, so that a failed assertion cannot pass.
  private static let done = "all as expected"

  private func run(_ program: String, on band: LiveBand) throws {
    let finished = try band.python(program + "\nprint('\(Self.done)')\n")
    #expect(finished.status == 0 && finished.output.contains(Self.done), "\(finished.output) \(finished.errors)")
  }

  @Test func settingsTakeEffectAndPersist() throws {
    let band = try LiveBand()
    try run(
      """
      import struct, sys, time
      from mcumgr_toolkit import MCUmgrClient
      client = MCUmgrClient.serial(sys.argv[1])
      client.use_auto_frame_size()
      def number(name): return struct.unpack("<I", client.settings_read("band/" + name))[0]
      def put(name, value): client.settings_write("band/" + name, struct.pack("<I", value))
      def refused(error, name, value):
          try:
              client.settings_write(name, value)
          except Exception as e:
              assert error in str(e), e
          else:
              raise AssertionError(name)
      assert [number(n) for n in ("heart_rate_interval", "screen_timeout", "goal", "wrist_raise")] == [600, 5, 8000, 0]
      put("goal", 12345)
      put("heart_rate_interval", 0)
      client.settings_write("band/name", "Änne".encode())
      client.settings_save()
      put("screen_timeout", 9)
      assert number("screen_timeout") == 9
      refused("MGMT_ERR_EINVAL", "band/goal", struct.pack("<I", 0))
      refused("MGMT_ERR_EINVAL", "band/goal", b"9000")
      refused("MGMT_ERR_EINVAL", "band/heart_rate_interval", struct.pack("<I", 19))
      refused("KEY_NOT_FOUND", "band/volume", b"1")
      refused("ROOT_KEY_NOT_FOUND", "radio/goal", b"1")
      refused("KEY_TOO_LONG", "band/" + "x" * 100, b"1")
      assert client.os_application_info("n") == "Änne"
      assert client.shell_execute(["steps"]).strip() == "today=0 goal=12345 cadence=0"
      # What was saved outlives a reset, the rest does not.
      client.os_system_reset()
      time.sleep(0.5)
      assert (number("goal"), number("heart_rate_interval"), number("screen_timeout")) == (12345, 0, 5)
      assert client.settings_read("band/name").decode() == "Änne"
      put("goal", 1)
      client.settings_load()
      assert number("goal") == 12345
      client.settings_delete("band/goal")
      client.settings_commit()
      client.settings_load()
      assert number("goal") == 8000
      put("goal", 77)
      put("screen_timeout", 7)
      client.settings_save("band/goal")
      client.settings_load()
      assert (number("goal"), number("screen_timeout")) == (77, 5)
      client.zephyr_erase_storage()
      assert (number("goal"), number("heart_rate_interval")) == (8000, 600)
      """, on: band)
    _ = try band.stop()
  }

  @Test func smpclientSettings() throws {
    let band = try LiveBand()
    try run(
      """
      import asyncio, struct, sys
      from smpclient import SMPClient
      from smpclient.generics import success
      from smpclient.requests.settings_management import (
          CommitSettings, DeleteSetting, LoadSettings, ReadSetting, SaveSettings, WriteSetting)
      from smpclient.requests.zephyr_management import EraseStorage
      from smpclient.transport.serial import SMPSerialTransport

      async def main():
          async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
              async def value(): return (await client.request(ReadSetting(name="band/goal"))).val
              assert success(await client.request(WriteSetting(name="band/goal", val=struct.pack("<I", 4321))))
              assert success(await client.request(CommitSettings()))
              assert success(await client.request(SaveSettings()))
              assert success(await client.request(LoadSettings()))
              assert await value() == struct.pack("<I", 4321)
              assert (await client.request(ReadSetting(name="band/goal", max_size=2))).val == b"\\xe1\\x10"
              assert success(await client.request(DeleteSetting(name="band/goal")))
              assert await value() == struct.pack("<I", 8000)
              assert success(await client.request(EraseStorage()))
              assert "KEY_NOT_FOUND" in repr(await client.request(ReadSetting(name="band/none")))

      asyncio.run(main())
      """, on: band)
    _ = try band.stop()
  }

  @Test func systemShellAndEnumeration() throws {
    let band = try LiveBand()
    try run(
      """
      import sys, time
      from mcumgr_toolkit import MCUmgrClient
      client = MCUmgrClient.serial(sys.argv[1])
      client.use_auto_frame_size()
      groups = [0, 1, 2, 3, 8, 9, 10, 63, 66]
      assert client.enum_get_group_ids() == groups == list(client.enum_iter_group_ids())
      assert client.enum_get_group_count() == len(groups)
      details = {d.group: (d.name, d.handlers) for d in client.enum_get_group_details()}
      assert details[66] == ("band", 5) and details[0][1] == 8, details
      assert [d.group for d in client.enum_get_group_details([3, 99])] == [3]

      main = client.os_task_statistics()["main"]
      assert 0 < main.stkuse < main.stksiz and main.runtime > 0, main
      pools = client.os_memory_pool_statistics()
      assert pools["cable_rx"].nblks == 4096 and pools["cable_rx"].min < 4096, pools
      assert client.os_bootloader_info() == {"name": "MCUboot", "mode": 1, "no_downgrade": False}
      assert client.os_application_info("a") == "Bandbox band 1.0.0 1.0.0 reproducible arm cortex-m0 miband2 bare-metal"
      assert set(client.stats_list_groups()) == {"band", "link", "flash"}
      assert client.stats_get_group_data("flash")["activity_failures"] == 0

      assert client.shell_execute(["version"]) == "bandbox band 1.0.0\\n"
      assert client.shell_execute(["selftest"]).count(" ok\\n") == 4
      assert client.shell_execute(["heart", "measure"]) == ""
      assert "measuring" in client.shell_execute(["sensors"])
      for command in "help", "status", "battery", "heart", "uptime", "date", "settings", "activity", "ls", "buzz":
          client.shell_execute([command])
      for words, error in ((["nonsense"], "ENOEXEC"), (["steps", "x"], "EINVAL"), ([" "], "EMPTY_COMMAND"),
                           (["x" * 300], "COMMAND_TOO_LONG")):
          try:
              client.shell_execute(words)
          except Exception as e:
              assert error in str(e), e
          else:
              raise AssertionError(words)
      # Nothing comes over the cable for longer than the watchdog waits.
      time.sleep(4)
      assert client.stats_get_group_data("band")["boots"] == 1
      client.shell_execute(["reboot"])
      client.check_connection()
      assert client.stats_get_group_data("band")["boots"] == 2
      """, on: band)
    let shell = try Programs.run(try Programs.client("smpmgr"), ["--port", band.port, "shell", "battery"])
    #expect(shell.status == 0 && shell.output.contains("charge=none"), "\(shell.output) \(shell.errors)")
    _ = try band.stop()
  }

  /// A day and six hours on the wrist, read as files by two clients, and by the plug-in entry by entry.
  @Test func theActivityLogAsFilesAndHistory() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let worn = try Bandbox.report(["--for", "30h", "--snapshot-out", folder + "/snapshot"])
    let band = try LiveBand(["--snapshot-in", folder + "/snapshot"], wear: "day")
    let smpmgr = try Programs.client("smpmgr")
    let download = try Programs.run(
      smpmgr, ["--port", band.port, "file", "download", "/activity.csv", folder + "/a.csv"])
    #expect(download.status == 0, "\(download.output) \(download.errors)")
    let plugins = "--plugin-path=\(Bandbox.root)/tools/smpmgr-plugins"
    let history = try Programs.run(
      smpmgr, [plugins, "--port", band.port, "band", "history", "--count", "100", "--csv", folder + "/h.csv"])
    #expect(history.status == 0 && history.output.contains("100 minutes"), "\(history.output) \(history.errors)")
    let program = """
      import csv, hashlib, struct, sys, zlib
      from mcumgr_toolkit import MCUmgrClient
      client = MCUmgrClient.serial(sys.argv[1], timeout_ms=4000)
      client.use_auto_frame_size()
      text = client.fs_file_download("/activity.csv")
      assert client.fs_file_status("/activity.csv").length == len(text)
      assert client.fs_file_checksum("/activity.csv", "sha256").output == hashlib.sha256(text).digest()
      assert int.from_bytes(client.fs_file_checksum("/activity.csv", "crc32").output, "big") == zlib.crc32(text)
      rows = list(csv.DictReader(text.decode().splitlines()))
      assert len(rows) == 1440 and rows[-1]["time"] == "2026-01-02T12:59", rows[-1]
      assert open("FOLDER/a.csv", "rb").read() == text

      binary = client.fs_file_download("/activity.bin")
      entries = list(struct.iter_unpack("<IBBBB", binary))
      assert len(entries) == 30 * 60, len(entries)
      part = client.fs_file_checksum("/activity.bin", "crc32", 801, 999)
      assert int.from_bytes(part.output, "big") == zlib.crc32(binary[801:1800])
      assert sum(e[1] for e in entries) == STEPS, sum(e[1] for e in entries)
      assert len([e for e in entries if e[2]]) >= 170
      for row, entry in zip(rows, entries[-1440:]):
          assert (int(row["steps"]), int(row["heart_rate"]), int(row["movement"])) == entry[1:4], (row, entry)
      recent = list(csv.reader(open("FOLDER/h.csv")))[1:]
      for row, old in zip(rows[-100:], recent):
          assert row["time"] == old[1] and int(row["steps"]) == int(old[2]), (row, old)

      assert {n: t.size for n, t in client.fs_supported_checksum_types().items()} == {"crc32": 4, "sha256": 32}
      client.fs_file_close()
      for name, error in ("/none", "NOT_FOUND"), ("none", "INVALID_NAME"), ("/", "IS_DIRECTORY"):
          try:
              client.fs_file_status(name)
          except Exception as e:
              assert error in str(e), e
          else:
              raise AssertionError(name)
      try:
          client.fs_file_upload("/activity.csv", b"forged")
      except Exception as e:
          assert "READ_ONLY" in str(e), e
      else:
          raise AssertionError("upload")
      """
    try run(
      program.replacingOccurrences(of: "FOLDER", with: folder)
        .replacingOccurrences(of: "STEPS", with: "\(worn.statistics["steps"] ?? -1)"), on: band)
    _ = try band.stop()
  }

  @Test func theSmpmgrPlugIn() throws {
    let band = try LiveBand()
    let plugins = "--plugin-path=\(Bandbox.root)/tools/smpmgr-plugins"
    func plugIn(_ arguments: String...) throws -> Finished { try plugIn(arguments) }
    func plugIn(_ arguments: [String]) throws -> Finished {
      try Programs.run(try Programs.client("smpmgr"), [plugins, "--port", band.port, "band"] + arguments)
    }
    let vitals = try plugIn("vitals")
    #expect(
      vitals.status == 0 && vitals.output.contains("of 8000") && vitals.output.contains(" mV"),
      "\(vitals.output) \(vitals.errors)")
    let history = try plugIn("history")
    #expect(history.status == 0 && history.output.contains("movement"), "\(history.output) \(history.errors)")
    let test = try plugIn("self-test")
    #expect(test.status == 0 && test.output.contains("accelerometer: ok"), "\(test.output) \(test.errors)")
    for notification in [["Mum: call me"], ["Again", "--buzz", "1"], ["x", "--buzz", "0"]] {
      let done = try plugIn(["notify"] + notification)
      #expect(done.status == 0, "\(done.output) \(done.errors)")
    }
    let long = try plugIn("notify", String(repeating: "x", count: 41))
    #expect(long.status == 1, "\(long.output) \(long.errors)")
    let ship = try plugIn("ship")
    #expect(ship.status == 0, "\(ship.output) \(ship.errors)")
    let report = try band.stop()
    #expect(report.object("resets") as? [String: Int] == ["power_on": 1])
    #expect(report.object("stops").keys.sorted() == ["hibernation"])
  }

  @Test func ourCommandNotifies() throws {
    let band = try LiveBand()
    func smp(_ arguments: String..., status: Int32 = 0) throws -> Finished {
      let done = try Bandbox.run(["smp"] + arguments + ["--port", band.port])
      #expect(done.status == status, "\(done.output) \(done.errors)")
      return done
    }
    _ = try smp("notify", "Mum: call me")
    _ = try smp("notify", "Again", "--buzz", "5")
    let long = try smp("notify", String(repeating: "x", count: 41), status: 2)
    #expect(long.errors.contains("expected a text of at most 40 bytes, found 41"), "\(long.errors)")
    let often = try smp("notify", "x", "--buzz", "6", status: 2)
    #expect(often.errors.contains("--buzz: expected how often, 0 ... 5, found '6'"), "\(often.errors)")
    let statistics = try smp("stats", "band")
    #expect(statistics.output.contains("notifications") && statistics.output.contains("buzzes"), "\(statistics)")
    #expect(try band.stop().statistics["notifications"] == 2)
  }

  @Test func imagesAreUploadedAndErased() throws {
    let folder = try Programs.temporaryFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let band = try LiveBand()
    let program = """
      import hashlib, random, subprocess, sys
      from mcumgr_toolkit import MCUmgrClient, mcuboot_get_image_info
      client = MCUmgrClient.serial(sys.argv[1], timeout_ms=4000)
      client.use_auto_frame_size()
      open("FOLDER/app.bin", "wb").write(random.Random(1).randbytes(20000))
      subprocess.run([sys.executable.replace("python", "imgtool"), "sign", "-H", "0x200", "--pad-header", "--align", "4",
                      "-S", "0x40000", "-v", "7.8.9+10", "FOLDER/app.bin", "FOLDER/signed.bin"], check=True)
      image = open("FOLDER/signed.bin", "rb").read()
      digest = mcuboot_get_image_info(image).hash

      (slots,) = client.image_slot_info()
      assert [(s.slot, s.size) for s in slots.slots] == [(0, 0x40000), (1, 0x40000)]
      def waiting(): return [s for s in client.image_get_state() if s.slot == 1]
      def refused(error, action, *arguments):
          try:
              action(*arguments)
          except Exception as e:
              assert error in str(e), e
          else:
              raise AssertionError(error)
      client.image_erase()
      assert waiting() == []
      refused("HEADER_MAGIC", client.image_upload, b"x" * 1000)
      client.image_upload(image, checksum=hashlib.sha256(image).digest())
      (state,) = waiting()
      assert (state.version, state.hash, state.pending) == ("7.8.9.10", digest, False), state.version
      refused("HASH_NOT_FOUND", client.image_set_state, bytes(32))
      refused("INVALID_HASH", client.image_set_state)
      client.image_set_state(digest)
      (state,) = waiting()
      assert state.pending and not state.permanent
      refused("NO_FREE_SLOT", client.image_upload, image)
      refused("NO_FREE_SLOT", client.image_erase)
      refused("NO_FREE_SLOT", client.image_erase, 0)
      refused("INVALID_SLOT", client.image_erase, 2)
      client.image_set_state(digest, True)
      (state,) = waiting()
      assert state.pending and state.permanent
      """
    try run(program.replacingOccurrences(of: "FOLDER", with: folder), on: band)
    _ = try band.stop()
  }

  /// An upload that breaks off goes on where it stopped, and a file that came with an error is told from one that did
  /// not.
  @Test func anUploadIsResumed() throws {
    let band = try LiveBand()
    try run(
      """
      import asyncio, hashlib, random, struct, sys
      from smpclient import SMPClient
      from smpclient.generics import success
      from smpclient.requests.image_management import ImageUploadWrite
      from smpclient.transport.serial import SMPSerialTransport

      payload = random.Random(2).randbytes(5000)
      image = struct.pack("<IIHHIIBBHII", 0x96F3B83D, 0, 32, 0, len(payload), 0, 1, 0, 0, 0, 0) + payload
      sha = hashlib.sha256(image).digest()

      async def main():
          async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
              async def send(offset, size, **more):
                  reply = await client.request(ImageUploadWrite(off=offset, data=image[offset:offset + size], **more))
                  assert success(reply), reply
                  return reply
              assert (await send(0, 700, len=len(image), sha=sha)).off == 700
              assert (await send(700, 700)).off == 1400
              assert (await send(900, 100)).off == 1400
          async with SMPClient(SMPSerialTransport(), sys.argv[1]) as client:
              async def send(offset, size, **more):
                  return await client.request(ImageUploadWrite(off=offset, data=image[offset:offset + size], **more))
              offset = (await send(0, 100, len=len(image), sha=sha)).off
              assert offset == 1400
              while offset < len(image):
                  reply = await send(offset, 700)
                  offset = reply.off
              assert reply.match is True
              offset = (await send(0, 700, len=len(image), sha=bytes(32))).off
              while offset < len(image):
                  reply = await send(offset, 700)
                  offset = reply.off
              assert reply.match is False

      asyncio.run(main())
      """, on: band)
    let sent = try Programs.run(
      try Programs.client("smpmgr"), ["--port", band.port, "image", "state-read"])
    #expect(sent.status == 0, "\(sent.output) \(sent.errors)")
    _ = try band.stop()
  }
}
