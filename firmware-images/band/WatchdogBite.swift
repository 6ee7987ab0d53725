/// The main loop hung. Notes that, and restarts through the bootloader, which takes an image on test back.
@_cdecl("watchdog_bite") func watchdogBite() {
  Retention.note(cause: .watchdog)
  Reboot.now()
}
