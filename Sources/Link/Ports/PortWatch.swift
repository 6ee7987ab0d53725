import CUdev
import Glibc

/// Tells which ports come and go: serial devices by udev's events, bands by their lock files. For one thread.
public final class PortWatch {
  private let directory: LinkDirectory
  private let udev: OpaquePointer?
  private let monitor: OpaquePointer?
  private let inotify: Descriptor
  private var known = PortList(bands: [], serial: [])
  private var present = PortList(bands: [], serial: [])
  /// Serial devices have come or changed since they were listed.
  private var isStale = true

  /// A band that is killed leaves no note behind: its lock goes without a trace in its directory. In milliseconds.
  private static let lookInterval: Int32 = 1_000

  /// Begins to watch. Throws a `LinkError` when the system offers no inotify.
  public init(in directory: LinkDirectory = .standard()) throws(LinkError) {
    self.directory = directory
    let number = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
    guard number >= 0 else {
      throw .system(directory.path, errno, "raise /proc/sys/fs/inotify/max_user_instances or stop some programs")
    }
    inotify = Descriptor(owning: number)
    udev = udev_new()
    // What udev itself has finished with; where no udev runs, as in a container, the kernel's own events.
    let source = access("/run/udev/control", F_OK) == 0 ? "udev" : "kernel"
    monitor = udev.flatMap { udev_monitor_new_from_netlink($0, source) }
    if let monitor {
      udev_monitor_filter_add_match_subsystem_devtype(monitor, "tty", nil)
      udev_monitor_enable_receiving(monitor)
    }
  }

  deinit {
    if let monitor { udev_monitor_unref(monitor) }
    if let udev { udev_unref(udev) }
  }

  /// What has come and gone since the last call, at the first all that is there; waits until there is something.
  public func next() -> [PortEvent] {
    while true {
      watchDirectory()
      present.bands = directory.runningBands()
      // Without udev there is nothing to wait for but the clock.
      if isStale || monitor == nil { present.serial = SerialPort.all() }
      isStale = false
      let events = known.changes(to: present)
      known = present
      if !events.isEmpty { return events }
      wait()
    }
  }

  /// The directory of bands is made by the first band, and may be removed.
  private func watchDirectory() {
    let mask = UInt32(IN_CREATE) | UInt32(IN_DELETE) | UInt32(IN_CLOSE_WRITE) | UInt32(IN_MODIFY) | UInt32(IN_MOVED_TO)
    _ = inotify_add_watch(inotify.number, directory.path, mask)
  }

  private func wait() {
    var waiting = [pollfd(fd: inotify.number, events: Int16(POLLIN), revents: 0)]
    if let monitor {
      waiting.append(pollfd(fd: udev_monitor_get_fd(monitor), events: Int16(POLLIN), revents: 0))
    }
    _ = poll(&waiting, nfds_t(waiting.count), Self.lookInterval)
    if waiting[0].revents != 0 {
      var records: [UInt8] = []
      _ = inotify.drain(into: &records, limit: 1 << 20)
    }
    if waiting.count > 1, waiting[1].revents != 0, let monitor {
      while let device = udev_monitor_receive_device(monitor) {
        note(device)
        udev_device_unref(device)
      }
    }
  }

  /// A device that goes is named by its event alone; one that comes is read with the list, for it may not be finished.
  private func note(_ device: OpaquePointer) {
    guard let action = udev_device_get_action(device), String(cString: action) == "remove",
      let node = udev_device_get_devnode(device)
    else {
      isStale = true
      return
    }
    let path = String(cString: node)
    present.serial.removeAll { $0.path == path }
  }
}
