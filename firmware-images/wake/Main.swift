/// Wakes every 40 ms by TIMER1 on the 32,768 Hz crystal, works 2,000 cycles (a CRC), and sleeps again; for ever.
///
/// 40 ms are 40,960 periods of 1/1,024,000 s: not whole crystal periods. With no prescaler a period of 1310 or 1311
/// crystal cycles (39.98 or 40.01 ms) is set in turn, 18 of 25 times the longer one: 25 wake-ups a second.
@_cdecl("main_swift") func main() {
  Clocks.runUndivided()
  Clocks.powerPeripherals()
  Register(0x5000_3300).value = 1 << 3  // SET_FREEZE: nobody feeds the watchdog here
  Clocks.lowPower.set(1)  // XTAL32K
  Clocks.control.replace(Clocks.lowPowerSourceMask, by: Clocks.lowPowerXTAL32K)
  Clocks.timers.set(1 << 6)
  let (control, reload, prescaler) = (Register(0x5000_0200), Register(0x5000_020A), Register(0x5000_020E))
  prescaler.value = 0
  control.value = 1 | 1 << 5 | 1 << 6  // on, interrupt on the match, free running
  var (next, remainder): (UInt16, UInt16) = (0, 0)
  Interrupt.timer1.enable()
  Checksum.prepare()
  var checksum: UInt32 = 0
  cpu_interrupts_off()
  while true {
    next &+= 1310
    remainder += 18
    if remainder >= 25 {
      remainder -= 25
      next &+= 1
    }
    reload.value = next
    cpu_wait_for_interrupt()
    cpu_interrupts_on()  // the handler clears the request
    cpu_interrupts_off()
    checksum = Checksum.run(checksum, count: 96)
  }
}

@_cdecl("timer1_interrupt") func timer1Interrupt() {}
