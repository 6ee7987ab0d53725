import Machine

/// One data access of the interpreter: inlined for memory, a call for everything else.
///
/// Both take one cycle and the wait states off `left` and add them to `extra`, beside the one cycle that every
/// instruction takes. `false` means that the access failed and the instruction must be abandoned.
extension CPU {
  @inline(__always)
  func load<Unit: FixedWidthInteger & UnsignedInteger>(
    _: Unit.Type, _ address: UInt32, _ ports: Ports, _ ip: UnsafeMutablePointer<Instruction>,
    _ left: inout Int, _ extra: inout Int, _ value: inout UInt32
  ) -> Bool {
    var cost = Timing.access &- Timing.simple
    let page = Int(address >> 12)
    if address & UInt32(truncatingIfNeeded: Unit.bitWidth / 8 &- 1) == 0, let bytes = ports.read[page] {
      value = UInt32(truncatingIfNeeded: bytes.load(fromByteOffset: Int(address & 0xFFF), as: Unit.self))
      cost &+= Int(ports.waits[page])
    } else {
      value = slowRead(address, Unit.bitWidth / 8, left, extra, ip)
      left = remaining
      if abort != nil { return false }
      cost &+= slowWait
    }
    left &-= cost
    extra &+= cost
    return true
  }

  @inline(__always)
  func store<Unit: FixedWidthInteger & UnsignedInteger>(
    _: Unit.Type, _ address: UInt32, _ value: UInt32, _ ports: Ports, _ ip: UnsafeMutablePointer<Instruction>,
    _ left: inout Int, _ extra: inout Int
  ) -> Bool {
    var cost = Timing.access &- Timing.simple
    let page = Int(address >> 12)
    if address & UInt32(truncatingIfNeeded: Unit.bitWidth / 8 &- 1) == 0, let bytes = ports.write[page] {
      bytes.storeBytes(
        of: Unit(truncatingIfNeeded: value), toByteOffset: Int(address & 0xFFF), as: Unit.self)
      cost &+= Int(ports.waits[page])
    } else {
      slowWrite(address, Unit.bitWidth / 8, value, left, extra, ip)
      left = remaining
      if abort != nil { return false }
      cost &+= slowWait
    }
    left &-= cost
    extra &+= cost
    return true
  }

  /// Loads the registers of `list` from `address` on; R15 is left out.
  @inline(__always)
  func loadList(
    _ list: UInt32, _ address: inout UInt32, _ ports: Ports, _ ip: UnsafeMutablePointer<Instruction>,
    _ left: inout Int, _ extra: inout Int
  ) -> Bool {
    var rest = list & 0x7FFF
    while rest != 0 {
      let register = rest.trailingZeroBitCount
      rest &= rest &- 1
      var value: UInt32 = 0
      if !load(UInt32.self, address, ports, ip, &left, &extra, &value) { return false }
      r[register] = value
      address &+= 4
    }
    return true
  }

  /// Stores the registers of `list` from `address` on.
  @inline(__always)
  func storeList(
    _ list: UInt32, _ address: inout UInt32, _ ports: Ports, _ ip: UnsafeMutablePointer<Instruction>,
    _ left: inout Int, _ extra: inout Int
  ) -> Bool {
    var rest = list & 0x7FFF
    while rest != 0 {
      let register = rest.trailingZeroBitCount
      rest &= rest &- 1
      if !store(UInt32.self, address, r[register], ports, ip, &left, &extra) { return false }
      address &+= 4
    }
    return true
  }
}
