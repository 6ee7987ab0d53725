/// The one timing table: cycles at zero wait states, which every engine takes from here. That of MULS is an option of the
/// core: `CoreOptions.Multiplier`.
///
/// Instructions: Cortex-M0 Technical Reference Manual (ARM DDI 0432), section 3.3, instruction set summary. Exception
/// entry: the same manual and ARM's published interrupt latency of the Cortex-M0, 16 cycles with zero wait states. ARM
/// publishes no figures for tail-chaining and exception return of this core: those are choices, named below.
public enum Timing {
  /// Data processing, extends, NOP, SEV, CPS, and a conditional branch that is not taken.
  @inlinable public static var simple: Int { 1 }
  /// A load or a store of one register.
  @inlinable public static var access: Int { 2 }
  /// LDM, STM, PUSH and POP, besides one cycle a register.
  @inlinable public static var multiple: Int { 1 }
  /// POP that loads PC, besides one cycle a register including PC.
  @inlinable public static var popToPC: Int { 4 }
  /// A branch that is taken; ADD and MOV to PC.
  @inlinable public static var branch: Int { 3 }
  /// BL.
  @inlinable public static var branchLink: Int { 4 }
  /// BX and BLX.
  @inlinable public static var branchExchange: Int { 3 }
  /// MRS, MSR, DSB, DMB and ISB.
  @inlinable public static var special: Int { 4 }
  /// WFI and WFE, without the sleep.
  @inlinable public static var wait: Int { 2 }

  /// From the boundary at which an exception is taken to its handler's first instruction, in total: 16, of which
  /// `stacking` pass before the vector is chosen, so that a late arrival within them is taken instead.
  @inlinable public static var exceptionEntry: Int { stacking + vectoring }
  /// The part of `exceptionEntry` that pushes eight words: one cycle each and as many as are left over (choice).
  @inlinable public static var stacking: Int { 12 }
  /// The part of `exceptionEntry` that fetches the vector and refills the pipeline (choice).
  @inlinable public static var vectoring: Int { 4 }
  /// From the end of a handler's last instruction to the first of the tail-chained handler, in total. Chosen: ARM's
  /// figure for the Cortex-M3, 6; `vectoring` is part of it.
  @inlinable public static var tailChain: Int { 6 }
  /// From the end of a handler's last instruction to the first one of the interrupted code. Chosen: eight words and
  /// the refill of the pipeline, so that BX to EXC_RETURN takes 13 cycles in all.
  @inlinable public static var exceptionReturn: Int { 10 }
}
