import _Volatile

/// A 16-bit register of the chip. Almost all of them are: they stand at two-byte strides from 0x50000000.
struct Register {
  let address: UInt

  @inline(__always) init(_ address: UInt) { self.address = address }

  @inline(__always) var value: UInt16 {
    get { VolatileMappedRegister<UInt16>(unsafeBitPattern: address).load() }
    nonmutating set { VolatileMappedRegister<UInt16>(unsafeBitPattern: address).store(newValue) }
  }
  @inline(__always) func set(_ bits: UInt16) { value |= bits }
  @inline(__always) func clear(_ bits: UInt16) { value &= ~bits }
  /// True when any of `bits` reads as one.
  @inline(__always) func has(_ bits: UInt16) -> Bool { value & bits != 0 }
  /// Replaces the field `mask` (in place) by `bits` (in place).
  @inline(__always) func replace(_ mask: UInt16, by bits: UInt16) { value = value & ~mask | bits }
}

/// A 32-bit register: those of the core's own private bus.
struct WideRegister {
  let address: UInt

  @inline(__always) init(_ address: UInt) { self.address = address }

  @inline(__always) var value: UInt32 {
    get { VolatileMappedRegister<UInt32>(unsafeBitPattern: address).load() }
    nonmutating set { VolatileMappedRegister<UInt32>(unsafeBitPattern: address).store(newValue) }
  }
}

/// An 8-bit register: only the chip's identity has them.
struct ByteRegister {
  let address: UInt

  @inline(__always) init(_ address: UInt) { self.address = address }

  @inline(__always) var value: UInt8 { VolatileMappedRegister<UInt8>(unsafeBitPattern: address).load() }
}
