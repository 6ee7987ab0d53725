/// Runs at every reset (of the DA14681: at every one that passes the boot ROM): ends or does what is to be done with the two
/// slots, then starts slot 0 as it would have been started without a bootloader. Or stays and serves the cable, where that is asked for or nothing can be
/// started.
@_cdecl("main_swift") func main() {
  let clocks: BootChip.ClockSettings = BootChip.runFast()
  var flash = NORFlash()
  flash.settle()
  BootVerdict.clear()
  if Reboot.takeRequest() == .recovery { Recovery.run(&flash, BootVerdict(.request, BootFindings())) }
  if Key.isHeld { Recovery.run(&flash, BootVerdict(.key, BootFindings())) }
  var findings = BootFindings()
  var reason = BootVerdict.Reason.flashFailed
  for _ in 0..<3 {
    do throws(FlashError) {
      guard let image = try Boot.prepare(&flash, key: BuiltInKey(), &findings) else {
        reason = .nothingToStart
        break
      }
      BootChip.run(clocks)
      BootVerdict(.started, findings).keep()
      bootStart(FlashMap.window &+ image.header.payload)
    } catch {
      // The flash did not do what it was told. It may the next time; what was begun goes on where it stopped.
    }
  }
  Recovery.run(&flash, BootVerdict(reason, findings))
}

@_extern(c, "boot_start") private func bootStart(_ vectors: UInt32)
