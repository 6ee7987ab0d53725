/// A heartbeat as RTOS images for this chip print it: two tasks switched by PendSV, ticks from TIMER1, text by DMA on the
/// plain UART, and extended sleep whenever the idle task finds nothing to do for a while. A key on P1_6 wakes it too.
///
/// The start, the sleep and the wake-up go through the registers in the order in which the vendor's public drivers do.
@_cdecl("main_swift") func main() {
  cpu_interrupts_off()
  Clocks.runUndivided()
  Clocks.runFromRC()
  Register(0x5000_3300).value = 1 << 3
  let isCalibrated = Start.readCalibration()
  Clocks.power.set(0x1F00)  // all RAM survives sleep
  Start.crystals()
  Clocks.powerPeripherals()
  Console.start()
  Register(0x5000_301E + (1 * 8 + 6) * 2).value = 0x100
  Clocks.system.set(1 << 5)
  Start.wakeUpByKey()
  Console.append(isCalibrated ? "calibrated\r\n" : "start\r\n")
  Console.send()
  Kernel.start()
  task_prepare(0) { idle() }
  task_prepare(1) { beat() }
  task_start()
}

/// Prints what happened, then lets the idle task run until the next time.
func beat() {
  var number: UInt32 = 0
  while true {
    if Kernel.isKeyHit {
      Kernel.isKeyHit = false
      Console.append("key\r\n")
    }
    if Int32(bitPattern: Kernel.ticks &- Kernel.beatAt) >= 0 {
      Kernel.beatAt &+= 512
      number &+= 1
      Console.append("beat ")
      Console.append(decimal: number)
      Console.append(Sleep.count > 0 ? " slept\r\n" : "\r\n")
    }
    if Console.length > 0 { Console.send() }
    uninterrupted { if !Kernel.isKeyHit { task_want(0) } }
    task_switch()
  }
}

func idle() {
  while true {
    cpu_interrupts_off()
    let left = Int32(bitPattern: Kernel.beatAt &- Kernel.ticks)
    if task_wanted() == 0, left > 8, Console.isIdle {
      // Awake and settled again 110 cycles later.
      Sleep.run(until: UInt16(truncatingIfNeeded: left) * Kernel.cyclesPerTick - 110)
    } else {
      cpu_wait_for_interrupt()
    }
    cpu_interrupts_on()
  }
}
