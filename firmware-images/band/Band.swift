/// The band: what happens when, between sleeps.
struct Band: ~Copyable {
  /// 2026-01-01T07:00:00 in seconds since 2000, until somebody sets the clock.
  private static let defaultTime: UInt32 = 9497 * 86_400 + 7 * 3600
  /// Of a buzz, and of the pause between two, 0.2 s.
  private static let buzzTicks: UInt32 = 205
  private static let lowPercent: UInt32 = 10
  private static let batteryPageOnlyBelow: UInt32 = 3300
  private static let hibernateBelow: UInt32 = 2900

  private var motion = Motion()
  private var heart = HeartMonitor()
  private var screen = Screen()
  private var charger = Charger()
  private var link = Link()
  private var seen = Inputs()
  /// What `seen` was one turn of the loop before.
  private var seenBefore = Inputs()
  /// When the buzz or the pause that lasts is over, and the buzzes that follow.
  private var buzzEnd = Deadline()
  private var buzzesLeft: UInt32 = 0
  private var minute = Deadline()
  private var crystal = Deadline()
  private var isGoalReached = false
  /// Measurements in a row that were too low to go on.
  private var emptyMeasurements = 0
  /// The settings that are in effect.
  private var settings = BandSettings()
  private var settingsChanges: UInt32 = 0

  /// Runs for ever.
  mutating func run() {
    start()
    while true {
      Watchdog.feed()
      takeInputs()
      if Settings.changes != settingsChanges { takeSettings() }
      runDue()
      if Wanted.isShip, !seen.isPlugged { turnOff() }
      updateDay()
      Statistic.uptime.value = Timebase.uptime
      if screen.isOn { screen.refresh(face) }
      if !Cable.isHostsTurn {
        motion.setPace(
          isFast: screen.isOn || heart.isMeasuring,
          seesRaises: settings.isWristRaise && settings.screenTimeout > 0 && !screen.isOn)
        if Activity.isDue { endMinute() }
      }
      Retention.save()
      band_activity = activity
      let isDeep = !link.isAttached && !seen.isPlugged
      Timebase.update()
      let before = Timebase.now
      Sleep.sleep(until: isDeep ? nextDeadline : watched(nextDeadline), inputs: seen, isDeep: isDeep) {
        Cable.hasInput
      }
      Timebase.update()
      Timebase.slept &+= Timebase.now &- before
      Statistic.wakeups.count()
    }
  }

  private mutating func start() {
    Statistics.start()
    Settings.start()
    Timebase.start()
    Activity.open()
    Clock.set(seconds: max(Self.defaultTime, Activity.earliestTime))
    Today.day = Clock.seconds / 86_400
    Retention.restore()
    Statistic.boots.count()
    settings = Settings.current
    isGoalReached = Today.steps >= settings.goal
    Activity.start()
    Board.configurePads()
    Sleep.start()
    motion.start()
    charger.start()
    heart.start()
    minute.set(inSeconds: 60)
  }

  // MARK: Inputs

  private mutating func takeInputs() {
    let inputs = Inputs.read()
    let before = seen
    seenBefore = before
    seen = inputs
    if inputs.isPlugged != before.isPlugged { plugChanged() }
    if inputs.isCabled != link.isAttached { cableChanged(inputs.isCabled) }
    if inputs.isTouched && !before.isTouched { touched() }
    if inputs.isAccelerometerReady && !Cable.isHostsTurn { takeMotion() }
    if heart.isMeasuring && !inputs.isPulseIdle { stepHeart(isReady: true) }
    if link.isAttached { serveLink() }
    // What was dealt with is no longer news: the FIFO's and the sensor's lines have dropped by now.
    seen.isAccelerometerReady = false
    seen.isPulseIdle = true
  }

  private mutating func touched() {
    Statistic.touches.count()
    guard settings.screenTimeout > 0 || screen.isOn else { return }
    #if BOARD_BAND1
      open(screen.isOn ? screen.page.next : .time)
    #else
      let page = open(screen.isOn ? screen.page.next : .time)
      if page == .heartRate && charger.gauge.percent >= Self.lowPercent {
        heart.begin()
        screen.refresh(face)
      }
    #endif
  }

  /// Shows a page, or that the battery is nearly empty; returns which.
  @inline(never) @discardableResult private mutating func open(_ wanted: Page) -> Page {
    let isEmpty = charger.gauge.millivolts < Self.batteryPageOnlyBelow && !seen.isPlugged
    let page = isEmpty ? Page.battery : wanted
    screen.open(page, face)
    return page
  }

  /// Settings were changed over the cable.
  private mutating func takeSettings() {
    let before = settings
    settings = Settings.current
    settingsChanges = Settings.changes
    if settings.heartRateInterval != before.heartRateInterval { heart.changePeriod() }
    if settings.goal != before.goal { isGoalReached = Today.steps >= settings.goal }
  }

  private mutating func plugChanged() {
    if charger.step(isPlugged: seen.isPlugged, isQuiet: isQuiet) { chargeChanged() }
    guard seen.isPlugged else { return }
    buzz()
    screen.open(.battery, face)
  }

  private mutating func cableChanged(_ isCabled: Bool) {
    if isCabled {
      link.attach()
      crystal.set(inTicks: 3)
    } else {
      link.detach()
      crystal.cancel()
    }
  }

  private mutating func serveLink() {
    #if BOARD_BAND1
      // Accelerometer and flash share the cable's pad, and before its answer the host says nothing.
      while let request = link.nextRequest() {
        if Board.accelerometerReady.isHigh { takeMotion() }
        if Activity.isDue { endMinute() }
        link.answer(request)
      }
    #else
      link.poll()
    #endif
    if Wanted.isNotice {
      Wanted.isNotice = false
      notify()
    }
    if Shell.wantsBuzz {
      Shell.wantsBuzz = false
      buzz()
    }
    if Shell.wantsHeartRate {
      Shell.wantsHeartRate = false
      heart.begin()
    }
  }

  /// Shows the notification that has come.
  private mutating func notify() {
    if Wanted.buzzes > 0 {
      buzz()
      buzzesLeft = Wanted.buzzes &- 1
    }
    open(.notice)
  }

  private mutating func takeMotion() {
    let added = motion.drain()
    if motion.takeRaise(), !screen.isOn { open(.time) }
    Statistic.cadence.value = motion.counter.isWalking ? motion.counter.cadence : 0
    guard added > 0 else { return }
    Statistic.steps.count(added)
    guard !isGoalReached, Today.steps >= settings.goal else { return }
    isGoalReached = true
    Statistic.goals.count()
    buzz()
    Log.stamp()
    Log.text("goal reached")
    Log.end()
  }

  private mutating func stepHeart(isReady: Bool) {
    guard heart.step(isReady: isReady, motion) else { return }
    Log.stamp()
    Log.text("heart rate")
    Log.field("bpm", Statistic.heartRate.value)
    Log.field("failures", Statistic.heartFailures.value)
    Log.end()
  }

  // MARK: Deadlines

  private var nextDeadline: Deadline {
    var soonest = Deadline.sooner(heart.next, heart.second)
    soonest = Deadline.sooner(soonest, screen.off)
    soonest = Deadline.sooner(soonest, Deadline.sooner(charger.measure, charger.tick))
    soonest = Deadline.sooner(soonest, Deadline.sooner(buzzEnd, crystal))
    return link.isAttached ? Deadline.sooner(soonest, minute) : soonest
  }

  /// Awake in WFI the watchdog goes on counting: it has to be fed before it bites.
  private func watched(_ deadline: Deadline) -> Deadline {
    var feed = Deadline()
    feed.set(inSeconds: 2)
    return Deadline.sooner(deadline, feed)
  }

  private mutating func runDue() {
    if screen.off.isDue { screen.close() }
    if buzzEnd.isDue { endBuzz() }
    if crystal.isDue {
      link.settle()
      crystal.set(inTicks: 1)
      if Clocks.isRunningFromCrystal { crystal.cancel() }
    }
    if charger.tick.isDue, charger.step(isPlugged: seen.isPlugged, isQuiet: isQuiet) { chargeChanged() }
    if charger.state == .none, charger.measure.isDue || charger.isMoved { measureBattery() }
    if heart.second.isDue { stepHeart(isReady: false) }
    if heart.next.isDue { startPeriodicHeartRate() }
    if minute.isDue {
      minute.set(inSeconds: 60)
      if link.isAttached { report() }
    }
  }

  private mutating func endMinute() {
    Activity.endMinute(
      movement: motion.takeMovement(), percent: charger.gauge.percent, isPlugged: seen.isPlugged)
  }

  private mutating func startPeriodicHeartRate() {
    if charger.gauge.percent < Self.lowPercent && !seen.isPlugged {
      heart.postpone()
    } else {
      heart.begin()
    }
  }

  /// Nothing but the sleeping band draws from the cell, as on average.
  private var isQuiet: Bool { !screen.isOn && !heart.isMeasuring && !buzzEnd.isSet }

  private mutating func measureBattery() {
    charger.takeVoltage(isQuiet: isQuiet)
    Settings.keep(cellCapacity: charger.gauge)
    guard !seen.isPlugged, charger.gauge.millivolts < Self.hibernateBelow else {
      emptyMeasurements = 0
      return
    }
    emptyMeasurements += 1
    if emptyMeasurements >= 2 { turnOff() }
  }

  /// Into hibernation: until the charger comes, or, where the cell was nearly empty, something else too. What RAM alone
  /// keeps is lost, so a band that is shipped writes the minute that runs, and settings that nobody has saved.
  private mutating func turnOff() -> Never {
    if Wanted.isShip {
      endMinute()
      _ = Settings.save(nil)
      Cable.drain()
    }
    screen.close()
    heart.end()
    motion.stop()
    Board.setMotor(false)
    if link.isAttached { link.detach() }
    // A key or a cable that has only just come is to end the hibernation.
    Sleep.hibernate(inputs: Wanted.isShip ? seen : seenBefore, isShipped: Wanted.isShip)
  }

  private mutating func chargeChanged() {
    Log.stamp()
    Log.text("charge")
    Log.field("state", charger.state.rawValue)
    Log.field("battery_mv", charger.gauge.millivolts)
    Log.field("percent", charger.gauge.percent)
    Log.end()
  }

  @inline(never) private mutating func buzz() {
    Statistic.buzzes.count()
    Board.setMotor(true)
    buzzEnd.set(inTicks: Self.buzzTicks)
  }

  /// A buzz or a pause is over.
  private mutating func endBuzz() {
    guard Board.isMotorOn else {
      buzzesLeft &-= 1
      return buzz()
    }
    Board.setMotor(false)
    if buzzesLeft > 0 { buzzEnd.set(inTicks: Self.buzzTicks) } else { buzzEnd.cancel() }
  }

  // MARK: What there is to tell

  private mutating func updateDay() {
    let today = Clock.seconds / 86_400
    guard today != Today.day else { return }
    Today.day = today
    Today.stepsBefore = Statistic.steps.value
    isGoalReached = false
  }

  private var face: Face {
    var face = Face()
    #if !BOARD_BAND1
      let now = DateTime(secondsSince2000: Clock.seconds)
      face.hour = now.hour
      face.minute = now.minute
      face.day = now.day
      face.month = now.month
      face.weekday = UInt8((Clock.seconds / 86_400 + 5) % 7)  // 2000-01-01 was a Saturday
    #endif
    face.steps = Today.steps
    face.goal = settings.goal
    #if !BOARD_BAND1
      face.heartRate = Statistic.heartRate.value
      face.isMeasuring = heart.isMeasuring
    #endif
    face.percent = charger.gauge.percent
    face.chargeState = charger.state
    return face
  }

  private var activity: UInt32 {
    if link.isAttached { return 5 }
    if seen.isPlugged { return 4 }
    if screen.isOn { return 3 }
    return heart.isMeasuring ? 2 : 1
  }

  private func report() {
    Log.stamp()
    Log.write(Shell.status)
  }
}
